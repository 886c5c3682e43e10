import { expect, test } from 'vitest';
import type { CountedRepository } from './repository-columns.tsx';
import { sortRepositories } from './sort-repositories.ts';
import { sumRepositories } from './sum-repositories.ts';

const none = { none: 0, present: 0, valid: 0, matches: 0, failed: 0, 'cannot-check': 0, unknown: 0 };

const rowOf = (
  repository: string,
  signed: number,
  unsigned: number,
  critical: number,
): CountedRepository => ({
  ...{ repository, critical, high: 1, artifacts: signed + unsigned },
  byEvidence: {
    ...{ provenance: none, sbom: none, vex: none, report: none },
    signature: { ...none, valid: signed, none: unsigned },
  },
});
const rows = [rowOf('a/c', 1, 3, 2), rowOf('a/a', 0, 0, 0), rowOf('a/b', 3, 1, 0)];
const order = (by: string, isDescending = false) =>
  sortRepositories(rows, { by, isDescending }).map(({ repository }) => repository);

test('repositories are sorted by each column, and those of which nothing is known come last', () => {
  expect(sortRepositories(rows, undefined)).toBe(rows);
  expect(order('name')).toEqual(['a/a', 'a/b', 'a/c']);
  expect(order('critical', true)).toEqual(['a/c', 'a/a', 'a/b']);
  expect(order('artifacts')).toEqual(['a/a', 'a/b', 'a/c']);
  expect(order('signature')).toEqual(['a/c', 'a/b', 'a/a']);
  expect(order('signature', true)).toEqual(['a/b', 'a/c', 'a/a']);
});

test('repositories are added up', () => {
  const sum = sumRepositories(rows);
  expect(sum).toMatchObject({ artifacts: 8, critical: 2, high: 3 });
  expect(sum.byEvidence.signature).toMatchObject({ valid: 4, none: 4, unknown: 0 });
});
