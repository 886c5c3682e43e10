import { expect, test } from 'vitest';
import { cellOf, findingsWith } from '#e2e/fakes/audit-example';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { reportCell } from './report-cell.ts';

const now = new Date('2026-11-26T12:00:00Z');
const cell = cellOf({ state: 'present', count: 1, digests: [digestOf(2)] });
const subjects = new Set([digestOf(1), digestOf(3)]);
const findings = findingsWith({ severity: 'critical', scannedAt: '2026-11-24T12:00:00Z' });

test('of a place the newest report counts, and of several places the oldest of these', () => {
  const [report] = findings.reports;
  if (report === undefined) throw new Error('the example has a report');
  const newer = { ...report, tool: 'Grype', scannedAt: '2026-11-25T12:00:00Z' };
  const elsewhere = { ...report, about: digestOf(3), scannedAt: '2026-11-01T12:00:00Z' };
  const age = (reports: typeof findings.reports) =>
    reportCell(cell, { ...findings, reports }, [], subjects, now).age;
  expect(age([report, newer])).toBe(1);
  expect(age([report, newer, elsewhere])).toBe(25);
});

test('a report that does not say when it was made is as old as its manifest, or of no known age', () => {
  const undated = { ...findings, reports: findings.reports.map(({ scannedAt: _, ...rest }) => rest) };
  const node = nodeOf(2, { created: '2026-11-16T12:00:00Z' });
  expect(reportCell(cell, undated, [node], subjects, now).age).toBe(10);
  expect(reportCell(cell, undated, [], subjects, now)).not.toHaveProperty('age');
});

test('only what is open and found here counts', () => {
  expect(reportCell(cell, findings, [], subjects, now)).toMatchObject({ worst: 'critical', open: 1 });
  const arm64 = new Set([digestOf(3)]);
  const other = reportCell(cell, findings, [], arm64, now);
  expect(other).toMatchObject({ open: 0 });
  expect(other).not.toHaveProperty('worst');
  const here = findings.rows.map((row) => ({ ...row, about: [digestOf(3)] }));
  expect(reportCell(cell, { ...findings, rows: here }, [], arm64, now)).toMatchObject({ worst: 'critical' });
});

test('findings that are open and have no severity are counted, of all places and of one', () => {
  const unrated = findingsWith({ severity: 'unknown', scannedAt: '2026-11-24T12:00:00Z' });
  expect(reportCell(cell, unrated, [], subjects, now)).toMatchObject({ worst: 'unknown', unrated: 1 });
  expect(reportCell(cell, unrated, [], new Set([digestOf(3)]), now)).not.toHaveProperty('unrated');
  const here = unrated.rows.map((row) => ({ ...row, about: [digestOf(3)] }));
  expect(reportCell(cell, { ...unrated, rows: here }, [], new Set([digestOf(3)]), now).unrated).toBe(1);
  expect(reportCell(cell, findings, [], subjects, now)).not.toHaveProperty('unrated');
});

test('without the list of findings nothing is said of one platform', () => {
  const { rows: _, ...counted } = findings;
  expect(reportCell(cell, counted, [], subjects, now)).toMatchObject({ worst: 'critical', open: 1 });
  const one = reportCell(cell, counted, [], new Set([digestOf(3)]), now);
  expect(one).toHaveProperty('openDoubt');
  expect(one).not.toHaveProperty('open');
});

test('a report that could not be read leaves open what else is open; an SBOM does not', () => {
  const unread = (kind: string) => ({
    ...findings,
    unread: [{ digest: digestOf(5), reason: 'it is too large', kind }],
  });
  expect(reportCell(cell, unread('vulnerability-report'), [], subjects, now).openDoubt).toBe(
    'it is too large',
  );
  expect(reportCell(cell, unread('sbom'), [], subjects, now)).not.toHaveProperty('openDoubt');
  expect(reportCell(cell, unread('vulnerability-report'), [], subjects, now)).not.toHaveProperty(
    'excuseDoubt',
  );
  for (const kind of ['vex', 'attestation'])
    expect(reportCell(cell, unread(kind), [], subjects, now).excuseDoubt).toBe('it is too large');
  const notAsked = { ...findings, isComplete: false };
  expect(reportCell(cell, notAsked, [], subjects, now).excuseDoubt).toMatch(
    'some sources of reports and VEX did not answer',
  );
});

test('where there is no report, nothing is said of findings', () => {
  expect(reportCell(cellOf(), findings, [], subjects, now)).toEqual(cellOf());
});
