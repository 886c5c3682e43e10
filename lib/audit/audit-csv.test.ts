import { expect, test } from 'vitest';
import { cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import type { AuditRow } from './audit.ts';
import { auditCsv } from './audit-csv.ts';

const tableOf = (rows: readonly AuditRow[]) =>
  auditCsv({ rows, asOf: '2026-11-26T12:00:00Z', complete: false, limits: ['=1 tag was left out.'] });
const linesOf = (text: string) => text.trimEnd().split('\r\n');

test('each artifact is a line with what is so of each kind of evidence', () => {
  const evidence = evidenceWith({
    signature: cellOf({ state: 'failed', count: 1, reason: 'It names another digest, not this.' }),
    report: { ...cellOf({ state: 'present', count: 1 }), age: 3, worst: 'high', open: 2 },
  });
  const [head, line] = linesOf(tableOf([rowWith({ evidence, verdict: 'fail', why: ['No.'] })]));
  expect(head).toMatch(
    /^reference,digest,tags,kind,created,platforms,signature,signature on,signature reason,/,
  );
  expect(line).toContain(',failed,,"It names another digest, not this.",none,');
  expect(line).toMatch(/,3,high,2,fail,No\.,2026-11-26T12:00:00Z,no,'=1 tag was left out\.$/);
});

test('a sentence of a stranger is no formula, and its line ends stay out of the table', () => {
  const lines = linesOf(tableOf([rowWith({ verdict: 'unknown', why: ['=cmd()\r\nx'] })]));
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/,unknown,'=cmd\(\) x,2026/);
});
