import { describe, expect, test } from 'vitest';
import { auditPlatformOf, auditRowOf, evidenceWith } from '#e2e/fakes/audit-rows';
import { nothingRequired } from '#lib/audit/judge-row';
import type { CoverageFilter } from './coverage-filter.ts';
import { showsAll } from './coverage-filter.ts';
import { filterRows, isUndetermined, madeDaysAgo } from './filter-rows.ts';

const now = Date.parse('2026-11-26T12:00:00Z');

const rows = [
  auditRowOf(1, {
    created: '2026-11-25T00:00:00Z',
    kind: 'image',
    evidence: evidenceWith({
      signature: { state: 'matches', count: 2, states: { matches: 1, failed: 1 } },
      sbom: { state: 'present', count: 1 },
      report: { state: 'present', count: 1, age: 3, worst: 'high', open: 2 },
    }),
  }),
  auditRowOf(2, {
    tags: ['2.0', 'latest'],
    kind: 'index',
    verdict: 'fail',
    created: '2026-01-01T00:00:00Z',
    platforms: [auditPlatformOf('linux/arm64')],
    evidence: evidenceWith({ sbom: { state: 'present', count: 1, on: 'some platforms' } }),
  }),
  auditRowOf(3, {
    reference: 'localhost:5000/acme/api:3.0',
    verdict: 'unknown',
    evidence: evidenceWith({
      signature: { state: 'unknown', reason: 'It answered 503.' },
      report: { state: 'present', count: 1 },
    }),
  }),
];

const left = (change: Partial<CoverageFilter>) =>
  filterRows(rows, { ...showsAll, ...change }, now).map(({ tags: [tag] }) => tag);

test.each<readonly [string, Partial<CoverageFilter>, readonly string[]]>([
  ['nothing', {}, ['1.0', '2.0', '3.0']],
  ['lacks a signature: what is unknown is not lacking', { lacks: ['signature'] }, ['2.0']],
  ['lacks two kinds: both', { lacks: ['signature', 'report'] }, ['2.0']],
  ['has an SBOM', { has: ['sbom'] }, ['1.0', '2.0']],
  ['has an SBOM and a report', { has: ['sbom', 'report'] }, ['1.0']],
  ['a piece that failed beside one that matches', { states: ['signature:failed'] }, ['1.0']],
  ['anything failed', { states: ['failed'] }, ['1.0']],
  ['on some platforms only', { states: ['sbom:partly'] }, ['2.0']],
  ['anything not determined', { states: ['unknown'] }, ['3.0']],
  ['one state or the other', { states: ['signature:matches', 'sbom:partly'] }, ['1.0', '2.0']],
  ['made this week', { made: ['within-7d'] }, ['1.0']],
  ['made long ago, or not stated', { made: ['over-90d', 'not-told'] }, ['2.0', '3.0']],
  ['a fresh report', { report: ['within-7d'] }, ['1.0']],
  ['a report that tells no age', { report: ['not-told'] }, ['3.0']],
  ['a kind', { kinds: ['index'] }, ['2.0']],
  ['a platform', { platforms: ['linux/arm64'] }, ['2.0']],
  ['a verdict', { verdicts: ['fail', 'unknown'] }, ['2.0', '3.0']],
  ['a second tag', { text: 'LATE' }, ['2.0']],
  ['words of tag and repository', { text: 'api 3' }, ['3.0']],
  ['a platform by its text', { text: 'arm64' }, ['2.0']],
])('%s', (_, filter, tags) => {
  expect(left(filter)).toEqual(tags);
});

describe('an artifact is not determined', () => {
  test('where evidence may be missing, cannot be checked, or there may be more', () => {
    const open = [
      { state: 'unknown' },
      { state: 'cannot-check' },
      { state: 'present', doubt: '429' },
    ] as const;
    for (const signature of open)
      expect(isUndetermined(auditRowOf(1, { evidence: evidenceWith({ signature }) }))).toBe(true);
  });

  test('where what is required is unknown, but not where nothing is required', () => {
    expect(isUndetermined(auditRowOf(1, { verdict: 'unknown', why: ['It is unknown.'] }))).toBe(true);
    expect(isUndetermined(auditRowOf(1, { verdict: 'unknown', why: [nothingRequired] }))).toBe(false);
    expect(isUndetermined(auditRowOf(1))).toBe(false);
  });
});

test('days are whole, and never below none', () => {
  expect(madeDaysAgo({ created: '2026-11-24T13:00:00Z' }, now)).toBe(1);
  expect(madeDaysAgo({ created: '2027-01-01T00:00:00Z' }, now)).toBe(0);
  expect(madeDaysAgo({ created: 'yesterday' }, now)).toBeUndefined();
});
