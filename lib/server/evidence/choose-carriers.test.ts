import { expect, test } from 'vitest';
import type { GraphNode } from '#lib/graph/model';
import { parseDigest } from '#lib/oci/digest';
import { chooseCarriers } from './choose-carriers.ts';

const about = parseDigest(`sha256:${'a'.repeat(64)}`);

function carrier(name: string, node: Partial<GraphNode> = {}) {
  const digest = parseDigest(`sha256:${name.padStart(64, '0')}`);
  return {
    about,
    node: {
      kind: 'vulnerability-report',
      format: 'trivy-json',
      title: `1 high · Trivy`,
      confidence: 'content',
      digest,
      mediaType: 'x',
      annotations: {},
      tags: [],
      state: 'loaded',
      ...node,
    } satisfies GraphNode,
  };
}

const day = (number: number) => ({ created: `2026-11-0${number}T00:00:00Z` });
const bounds = { reportsOfOneForm: 2, all: 5 };
const namesOf = (carriers: readonly ReturnType<typeof carrier>[]) =>
  carriers.map(({ node }) => node.digest.replace(/^sha256:0*/, ''));

test('of the reports of one form the newest are read, and the others counted', () => {
  const { chosen } = chooseCarriers(
    [1, 3, 2].map((number) => carrier(`${number}`, day(number))),
    bounds,
  );
  expect(namesOf(chosen)).toEqual(['3', '2']);
  expect(chosen[0]?.olderUnread).toBe(1);
});

test('a report without a date is read, because it may be the newest', () => {
  const { chosen } = chooseCarriers([carrier('9'), ...[1, 2, 3].map((n) => carrier(`${n}`, day(n)))], bounds);
  expect(namesOf(chosen)).toEqual(['9', '2', '3']);
});

test('reports of two tools are two forms', () => {
  const reports = [1, 2, 3, 4].map((n) =>
    carrier(`${n}`, { ...day(n), title: n > 2 ? '1 high · Grype' : '2 low · Trivy' }),
  );
  expect(chooseCarriers(reports, bounds).chosen).toHaveLength(4);
});

test('what is more than the bound is left and given back', () => {
  const vex = [1, 2, 3, 4, 5, 6].map((n) => carrier(`${n}`, { ...day(n), kind: 'vex' }));
  const { chosen, left } = chooseCarriers(vex, bounds);
  expect([chosen.length, namesOf(left)]).toEqual([5, ['6']]);
});
