import { expect, test } from 'vitest';
import type { AuditRow } from '#lib/audit/audit';
import { rowOf } from '#lib/audit/row-of';
import { parseDigest } from '#lib/oci/digest';
import { createAuditRows } from './audit-rows.ts';
import type { ListedArtifact } from './list-artifacts.ts';

const artifact = (tag: string, fill = 'a'): ListedArtifact => ({
  registry: 'fake.test',
  repository: 'app',
  tags: [tag],
  digest: parseDigest(`sha256:${fill.repeat(64)}`),
  resolvedAt: 0,
});

const rowFor = ({ tags }: ListedArtifact): AuditRow => ({
  ...rowOf({ reference: `fake.test/app:${tags[0]}`, tags }, new Date(0)),
  verdict: 'unknown',
  why: [],
});

/** Rows that are kept here as they are sent. */
function open() {
  const sent: (readonly string[])[] = [];
  return { sent, rows: createAuditRows((row) => sent.push(row.tags)) };
}

test('tags that come before their row are in it, and tags that come later send it again', () => {
  const { rows, sent } = open();
  expect([rows.add(artifact('1')), rows.add(artifact('2'))]).toEqual([true, false]);
  rows.finish(artifact('1'), rowFor(artifact('1')));
  rows.add(artifact('3'));
  rows.settle();
  expect(sent).toEqual([
    ['1', '2'],
    ['1', '2', '3'],
  ]);
  expect(rows.all()).toMatchObject([{ reference: 'fake.test/app:1', tags: ['1', '2', '3'] }]);
});

test('of ten thousand tags of one digest few rows are sent, and the last has all', () => {
  const { rows, sent } = open();
  rows.add(artifact('0'));
  rows.finish(artifact('0'), rowFor(artifact('0')));
  for (let at = 1; at < 10_000; at++) rows.add(artifact(String(at)));
  rows.settle();
  expect(sent.length).toBeLessThan(60);
  expect(sent.at(-1)).toHaveLength(10_000);
});

test('a tag counts as one artifact until it is resolved', () => {
  const { rows } = open();
  rows.expect(3);
  expect(rows.progress()).toEqual({ done: 0, known: 3 });
  rows.add(artifact('1'));
  rows.add(artifact('2'));
  rows.finish(artifact('1'), rowFor(artifact('1')));
  rows.add(artifact('3', 'b'));
  expect(rows.progress()).toEqual({ done: 1, known: 2 });
});
