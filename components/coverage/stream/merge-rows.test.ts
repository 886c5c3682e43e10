import { describe, expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import type { AuditRow } from '#lib/audit/audit';
import { artifactKey, beginRun, mergeRows, noRows, repositoryOf } from './merge-rows.ts';

const at = 'localhost:5000/acme/web';

test.each([
  ['localhost:5000/acme/web:1.0', 'localhost:5000/acme/web'],
  [`localhost:5000/acme/web@${digestOf(1)}`, 'localhost:5000/acme/web'],
  ['localhost:5000/acme/web', 'localhost:5000/acme/web'],
  ['localhost:5000', 'localhost:5000'],
])('%s is in %s', (reference, repository) => {
  expect(repositoryOf(reference)).toBe(repository);
});

test('an artifact without a digest is known by its reference', () => {
  expect(artifactKey({ reference: `${at}:1.0` })).toBe(`${at}:1.0`);
});

describe('ten thousand rows in batches', () => {
  const cell = { state: 'none', count: 0, digests: [] } as const;
  const evidence = { signature: cell, provenance: cell, sbom: cell, vex: cell, report: cell };
  let looks = 0;
  const rows = Array.from({ length: 10_000 }, (_, number): AuditRow => {
    const tags = [`v${number}`];
    return {
      ...{ reference: `${at}:v${number}`, digest: digestOf(number), platforms: [], evidence },
      ...{ verdict: 'pass', why: [] },
      get tags() {
        looks += 1;
        return tags;
      },
    };
  });
  const batches = Array.from({ length: 100 }, (_, number) => rows.slice(number * 100, (number + 1) * 100));

  test('are each looked at a few times, in a first run and in a second one', () => {
    const first = batches.reduce(mergeRows, noRows);
    expect([first.rows.size, looks < 10 * rows.length]).toEqual([rows.length, true]);
    looks = 0;
    const second = batches.reduce(mergeRows, beginRun(first.rows));
    expect([second.rows.size, looks < 10 * rows.length]).toEqual([rows.length, true]);
  });
});
