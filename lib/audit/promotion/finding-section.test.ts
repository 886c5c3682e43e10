import { expect, test } from 'vitest';
import { findingsWith } from '#e2e/fakes/audit-example';
import { digestOf } from '#e2e/fakes/graph-example';
import type { Severity } from '#lib/formats/documents/rows';
import type { Findings, JoinedFinding } from '#lib/formats/findings/joined-findings';
import type { FindingQuestion } from './finding-section.ts';
import { judgeFindings } from './finding-section.ts';

const empty: Findings = { ...findingsWith({ severity: 'low', scannedAt: '2026-01-01' }), rows: [] };

const row = (
  vulnerability: string,
  severity: Severity,
  change: Partial<JoinedFinding> = {},
): JoinedFinding => ({
  ...{
    vulnerability,
    severity,
    aliases: [],
    fixedIn: [],
    tools: ['Trivy'],
    about: [digestOf(1)],
    state: 'open',
  },
  ...change,
});

function judge(
  before: Findings | { reason: string },
  after: Findings | { reason: string },
  change: Partial<FindingQuestion> = {},
) {
  return judgeFindings({
    accepted: { name: 'app:1', findings: before },
    candidate: { name: 'app:2', findings: after },
    ...{ platforms: [], required: [], isExpected: true },
    ...change,
  });
}

test.each([
  ['critical', 'fail'],
  ['high', 'fail'],
  ['medium', 'pass'],
  ['low', 'pass'],
  ['unknown', 'unknown'],
] as const)('a new finding that is %s comes to %s where nothing else is required', (severity, verdict) => {
  const { section, changes } = judge(empty, { ...empty, rows: [row('CVE-1', severity)] });
  expect(section.verdict).toBe(verdict);
  expect(changes).toMatchObject({
    new: { [severity]: 1 },
    rows: [{ change: 'new', vulnerability: 'CVE-1' }],
  });
});

test('the strictest requirement says how grave a new finding may be', () => {
  const after = { ...empty, rows: [row('CVE-1', 'medium')] };
  const one = { evidence: 'report', state: 'present' } as const;
  const required = [
    { ...one, maxSeverity: 'high' as const },
    { ...one, maxSeverity: 'low' as const },
  ];
  expect(judge(empty, after, { required }).section.verdict).toBe('fail');
  expect(judge(empty, after, { required: required.slice(0, 1) }).section.verdict).toBe('pass');
});

test('what both have is still open, what VEX takes out is excused, and what is gone is fixed', () => {
  const before = { ...empty, rows: [row('CVE-1', 'high'), row('CVE-2', 'high'), row('CVE-3', 'low')] };
  const after = { ...empty, rows: [row('CVE-1', 'high'), row('CVE-2', 'high', { state: 'excused' })] };
  const { section, changes } = judge(before, after);
  expect(section).toMatchObject({ verdict: 'pass', sentences: ['0 new, 2 fixed or excused, 1 still open.'] });
  expect(changes?.rows.map(({ change, vulnerability }) => `${change} ${vulnerability}`)).toEqual([
    'excused CVE-2',
    'fixed CVE-3',
    'open CVE-1',
  ]);
});

test('what could not be compared is unknown', () => {
  expect(judge({ reason: 'The registry was busy.' }, empty).section.verdict).toBe('unknown');
  const [report] = empty.reports;
  const other = { ...empty, reports: report === undefined ? [] : [{ ...report, tool: 'Grype' }] };
  expect(judge(empty, other).section.verdict).toBe('unknown');
  const unread = [{ digest: digestOf(3), reason: 'It is broken.', kind: 'vulnerability-report' }];
  expect(judge(empty, { ...empty, unread }).section.verdict).toBe('unknown');
  expect(judge(empty, { ...empty, isComplete: false }).section.verdict).toBe('unknown');
});

test('an SBOM that does not count leaves no finding open', () => {
  const unread = [{ digest: digestOf(3), reason: 'It is about another artifact.', kind: 'sbom' }];
  expect(judge(empty, { ...empty, unread }).section.verdict).toBe('pass');
});

test('without a report nothing is known, unless none is required and there is proven none', () => {
  const none = { ...empty, reports: [] };
  expect(judge(empty, none).section.verdict).toBe('unknown');
  expect(judge(none, none, { isExpected: false }).section.verdict).toBe('pass');
  expect(judge(none, { ...none, isComplete: false }, { isExpected: false }).section.verdict).toBe('unknown');
});

test('a platform without a report leaves it open what is new there', () => {
  const platforms = [{ name: 'linux/arm64', digest: digestOf(7) }];
  const [report] = empty.reports;
  const after = { ...empty, about: digestOf(8), reports: report === undefined ? [] : [report] };
  expect(judge(empty, after, { platforms }).section).toMatchObject({
    verdict: 'unknown',
    sentences: expect.arrayContaining(['There is no report of linux/arm64.']),
  });
});

test('what only a tool finds that did not look at the accepted release may be new, and is no pass', () => {
  const [report] = empty.reports;
  const reports = report === undefined ? [] : [report, { ...report, tool: 'Grype' }];
  const alone = row('CVE-7', 'critical', { tools: ['Grype'] });
  const both = row('CVE-8', 'low', { tools: ['Trivy', 'Grype'] });
  const { section, changes } = judge(empty, { ...empty, reports, rows: [alone, both] });
  expect(section.verdict).toBe('unknown');
  expect(section.sentences.join(' ')).toContain('1 open finding is only in the report of Grype');
  expect(changes?.rows).toMatchObject([{ vulnerability: 'CVE-8', change: 'new' }]);
});
