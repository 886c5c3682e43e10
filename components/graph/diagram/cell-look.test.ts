import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import type { Item } from '#lib/graph/picture/picture';
import { cellLook } from './cell-look.ts';

const place = { id: 'x', parent: 0, lane: 'attached', line: 'refers-to', depth: 1 } as const;
const now = Date.parse('2026-11-26T00:00:00Z');

function itemOf(change: Parameters<typeof nodeOf>[1]): Item {
  return { ...place, type: 'node', node: nodeOf(2, change), isExpanded: false, isExpandable: false };
}

test('a report is as full as its gravest finding is grave, in the colour of that', () => {
  const lookOf = (severities: Record<string, number>) =>
    cellLook(itemOf({ kind: 'vulnerability-report', severities }), now);
  expect(lookOf({ low: 3, critical: 1 })).toMatchObject({ token: 'bad', level: 1 });
  expect(lookOf({ high: 2 }).level).toBeGreaterThan(lookOf({ medium: 9 }).level);
  expect(lookOf({})).toMatchObject({ token: 'ok', level: 0.08 });
});

test('a report that was not read is paler than the oldest that was', () => {
  const look = cellLook(itemOf({ kind: 'vulnerability-report' }), now);
  expect(look).toMatchObject({ token: 'report', level: 1 });
  expect(look.strength).toBeLessThan(0.5);
});

test('all else is full, in the colour of its kind or its check', () => {
  expect(cellLook(itemOf({ kind: 'sbom' }), now)).toMatchObject({ token: 'sbom', level: 1 });
  const binding = { state: 'other', names: [digestOf(8)] } as const;
  expect(cellLook(itemOf({ kind: 'signature', format: 'notation-jws', binding }), now)).toMatchObject({
    token: 'bad',
  });
});

test('the older, the paler; without a date it is not pale', () => {
  const strengthOf = (created: string | undefined) =>
    cellLook(itemOf({ kind: 'sbom', ...(created === undefined ? {} : { created }) }), now).strength;
  const strengths = ['2026-11-25', '2026-11-01', '2026-02-01', '2020-01-01'].map(strengthOf);
  expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
  expect(new Set(strengths).size).toBe(4);
  expect([strengthOf(undefined), strengthOf('nonsense')]).toEqual([1, 1]);
});

test('what is missing or cannot be read is hollow', () => {
  expect(cellLook(itemOf({ state: 'missing' }), now).isHollow).toBe(true);
  expect(cellLook(undefined, now)).toMatchObject({ token: 'line-strong', isHollow: false });
});
