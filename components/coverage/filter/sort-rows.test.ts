import { expect, test } from 'vitest';
import { auditRowOf, evidenceWith } from '#e2e/fakes/audit-rows';
import { digestOf } from '#e2e/fakes/graph-example';
import type { AuditRow } from '#lib/audit/audit';
import { columnIds, pressSort, readSort, sortRows, writeSort } from './sort-rows.ts';

const tagsOf = (rows: readonly AuditRow[]) => rows.map(({ tags: [tag] }) => tag);
const by = (text: string, rows: readonly AuditRow[]) => tagsOf(sortRows(rows, readSort(`sort=${text}`)));

test('without a word in the address the worst comes first', () => {
  const rows = [auditRowOf(1), auditRowOf(2, { verdict: 'fail' }), auditRowOf(3, { verdict: 'unknown' })];
  expect(tagsOf(sortRows(rows, readSort('')))).toEqual(['2.0', '3.0', '1.0']);
  expect(by('-verdict', rows)).toEqual(['1.0', '3.0', '2.0']);
});

test('names are sorted by their numbers', () => {
  const rows = [auditRowOf(10), auditRowOf(9), auditRowOf(1)];
  expect(by('name', rows)).toEqual(['1.0', '9.0', '10.0']);
  expect(by('-name', rows)).toEqual(['10.0', '9.0', '1.0']);
});

test('an artifact is sorted by the name that its row shows, and not by its first tag', () => {
  const rows = [auditRowOf(3, { tags: ['latest', '3.0'] }), auditRowOf(10), auditRowOf(1)];
  expect(sortRows(rows, readSort('sort=name')).map(({ digest }) => digest)).toEqual([
    digestOf(1),
    digestOf(3),
    digestOf(10),
  ]);
});

test('what tells no age comes last, whichever way', () => {
  const rows = [
    auditRowOf(1),
    auditRowOf(2, { created: '2026-01-01T00:00:00Z' }),
    auditRowOf(3, { created: '2026-06-01T00:00:00Z' }),
  ];
  expect(by('age', rows)).toEqual(['3.0', '2.0', '1.0']);
  expect(by('-age', rows)).toEqual(['2.0', '3.0', '1.0']);
});

test('evidence that failed comes first, then what is not there, and last what matches', () => {
  const states = ['matches', 'none', 'present', 'failed', 'unknown'] as const;
  const rows = states.map((state, at) => auditRowOf(at + 1, { evidence: evidenceWith({ sbom: { state } }) }));
  expect(by('sbom', rows)).toEqual(['4.0', '2.0', '5.0', '3.0', '1.0']);
});

test('reports go by the gravest that is open, then by how much and how old, and what has none is last', () => {
  const report = (number: number, cell: object) =>
    auditRowOf(number, { evidence: evidenceWith({ report: { state: 'present', ...cell } }) });
  const rows = [
    report(1, { state: 'none' }),
    report(2, { worst: 'high', open: 9 }),
    report(3, { worst: 'critical', open: 1, age: 2 }),
    report(4, { worst: 'critical', open: 1, age: 9 }),
    report(5, { open: 0 }),
  ];
  expect(by('report', rows)).toEqual(['4.0', '3.0', '2.0', '5.0', '1.0']);
});

test('a heading sorts up, then down, then the worst comes first again', () => {
  const worst = readSort('');
  const up = pressSort(worst, 'sbom');
  const down = pressSort(up, 'sbom');
  expect([up, down, pressSort(down, 'sbom')].map((sort) => writeSort('view=audit', sort))).toEqual([
    'view=audit&sort=sbom',
    'view=audit&sort=-sbom',
    'view=audit',
  ]);
});

test('each column sorts, and the address says by which', () => {
  for (const id of columnIds) {
    const sort = { by: id, isDescending: true };
    expect(readSort(writeSort('', sort))).toEqual(sort);
    expect(sortRows([auditRowOf(1), auditRowOf(2)], sort)).toHaveLength(2);
  }
});
