import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { groupSiblings, sortReferrers } from './group-siblings.ts';

const report = { kind: 'vulnerability-report', artifactType: 'application/sarif+json' } as const;
const reports = (count: number) =>
  Array.from({ length: count }, (_, n) => nodeOf(n + 10, { ...report, title: `Report ${n}` }));

test('three alike stand side by side, four are a stack in the place of the first', () => {
  expect(groupSiblings(digestOf(1), 'attached', reports(3))).toHaveLength(3);
  const grouped = groupSiblings(digestOf(1), 'attached', [...reports(4), nodeOf(2, { kind: 'sbom' })]);
  expect(grouped).toMatchObject([{ members: { length: 4 } }, { kind: 'sbom' }]);
});

test('the key of a stack says what it opens, and stays the same while it grows', () => {
  const keyOf = (count: number) => {
    const [stack] = groupSiblings(digestOf(1), 'attached', reports(count));
    return stack !== undefined && 'key' in stack ? stack.key : undefined;
  };
  expect(keyOf(4)).toMatch(/^[0-9a-f]{8}eeee\.attached\.vulnerability-report\.sarif-json$/);
  expect(keyOf(40)).toBe(keyOf(4));
});

test('platforms are stacked only where they have the same name', () => {
  const platforms = Array.from({ length: 5 }, (_, n) => nodeOf(n + 10, { title: `linux/${n}` }));
  expect(groupSiblings(digestOf(1), 'contains', platforms)).toBe(platforms);
});

test('referrers stand in the order people ask for them, the latest of each kind first', () => {
  const kinds = sortReferrers([
    nodeOf(1, { kind: 'vex' }),
    nodeOf(2, { kind: 'artifact' }),
    nodeOf(3, { kind: 'sbom', created: '2025-01-01T00:00:00Z' }),
    nodeOf(4, { kind: 'sbom', created: '2026-01-01T00:00:00Z' }),
    nodeOf(5, { kind: 'signature' }),
  ]);
  expect(kinds.map(({ digest }) => digest)).toEqual([5, 4, 3, 1, 2].map(digestOf));
});
