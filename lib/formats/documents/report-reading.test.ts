import { expect, test } from 'vitest';
import { describeFindings, reportReading, summariseFindings } from './report-reading.ts';
import type { FindingRow } from './rows.ts';

const row = (fields: Partial<FindingRow> = {}): FindingRow => ({
  id: 'CVE-1',
  aliases: [],
  severity: 'high',
  fixedIn: [],
  state: 'open',
  ...fields,
});

test('what is open is counted by severity, and everything else beside it', () => {
  const summary = summariseFindings([
    row({ fixedIn: ['2'] }),
    row({ state: 'ignored', severity: 'critical' }),
    row({ category: 'secret' }),
    row({ category: 'misconfiguration' }),
    row({ category: 'misconfiguration', state: 'passed' }),
    row({ category: 'licence' }),
    row({ state: 'fixed' }),
  ]);
  expect(summary).toEqual({
    findings: 1,
    bySeverity: { critical: 0, high: 1, medium: 0, low: 0, negligible: 0, none: 0, unknown: 0 },
    fixable: 1,
    suppressed: 2,
    misconfigurations: { failed: 1, passed: 1 },
    secrets: 1,
    licenceIssues: 1,
    tools: [],
  });
  expect(describeFindings(summary)).toBe('1 high, 1 secret, 1 misconfiguration, 1 licence issue');
});

test.each([
  [[], 'No vulnerabilities'],
  [[row({ category: 'misconfiguration', state: 'passed' })], '1 check passed, none failed'],
  [[row({ state: 'ignored' })], 'No open vulnerabilities, 1 suppressed'],
  [[row({ severity: 'low' }), row(), row({ severity: 'critical' })], '1 critical, 1 high'],
])('%j is told as %s', (rows, words) => {
  expect(describeFindings(summariseFindings(rows))).toBe(words);
});

test('of the head of a report nothing is counted', () => {
  const head = { isWhole: false, bytes: 3_000_000, annotations: {} };
  const reading = reportReading(head, { tool: 'Trivy', format: 'trivy-json', findings: () => [row()] });
  expect(reading.title).toBe('Trivy report · 2.9 MiB');
  expect(reading.summary).toBeUndefined();
});
