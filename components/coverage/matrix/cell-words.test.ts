import { describe, expect, test } from 'vitest';
import { auditPlatformOf, auditRowOf, evidenceWith } from '#e2e/fakes/audit-rows';
import type { ReportCell } from '#lib/audit/audit';
import { requirementsOfQuery } from '#lib/audit/requirements-of-query';
import { cellWords, dayText, faultsOf } from './cell-words.ts';
import { readCell, writeCell } from './shown-cell.ts';

const cell = (change: Partial<ReportCell>): ReportCell => ({
  state: 'present',
  count: 1,
  digests: [],
  ...change,
});
const free = { isRequired: false } as const;

test('none is red only where it is required', () => {
  expect(cellWords('sbom', cell({ state: 'none' }), { isRequired: true })).toMatchObject({
    word: 'none',
    isMissing: true,
  });
  expect(cellWords('sbom', cell({ state: 'none' }), free)).toMatchObject({ word: 'none', isMissing: false });
});

test('what is not determined is never red, and says why', () => {
  expect(
    cellWords('sbom', cell({ state: 'unknown', reason: 'It answered 429.' }), { isRequired: true }),
  ).toEqual({
    icon: 'unknown',
    word: 'not determined',
    detail: 'It answered 429',
    isMissing: false,
  });
});

test('evidence of some platforms counts them, and one that failed among several is said', () => {
  const platforms = [
    auditPlatformOf('linux/amd64', evidenceWith({ sbom: { state: 'valid' } })),
    auditPlatformOf('linux/arm64'),
  ];
  const partly = cell({ state: 'valid', on: 'some platforms' });
  expect(cellWords('sbom', partly, { ...free, platforms }).detail).toBe('1 of 2 platforms');
  const mixed = cell({ state: 'matches', count: 3, states: { matches: 2, failed: 1 } });
  expect(cellWords('signature', mixed, free)).toMatchObject({ detail: '1 of 3 failed', isWarning: true });
});

test('what nobody checked or signed says so, in the words of the page of the artifact', () => {
  expect(cellWords('signature', cell({ unchecked: 1 }), free).detail).toBe('not checked');
  expect(cellWords('sbom', cell({ count: 2 }), free).detail).toBe('not signed, 2×');
});

describe('a report', () => {
  test('says how much is open, as the head line of the artifact does, the worst of it, and its age', () => {
    const words = cellWords('report', cell({ worst: 'critical', open: 11, age: 9 }), free);
    expect(words).toEqual({
      icon: { severity: 'critical' },
      word: '11 open',
      detail: 'worst critical, 9 days',
      isWarning: true,
      isMissing: false,
    });
  });

  test('with nothing open says so, and one whose findings are unknown says no number', () => {
    expect(cellWords('report', cell({ open: 0, age: 0 }), free)).toMatchObject({
      word: '0 open',
      detail: 'today',
    });
    expect(cellWords('report', cell({ age: 1 }), free)).toMatchObject({ word: 'present', detail: '1 day' });
  });
});

test('what is missing is what a rule requires and proves not to be there', () => {
  const row = auditRowOf(1, { kind: 'image', evidence: evidenceWith({ signature: { state: 'unknown' } }) });
  expect(faultsOf(row, requirementsOfQuery('signature,sbom'))).toEqual({
    evidence: new Set(['sbom']),
    words: ['SBOM'],
  });
  const report = { state: 'present', worst: 'critical', age: 9 } as const;
  const reported = auditRowOf(1, {
    kind: 'image',
    evidence: evidenceWith({ report }),
    policy: { verdict: 'fail', reasons: [] },
  });
  expect(faultsOf(reported, requirementsOfQuery('report:7d')).words).toEqual(['old report', 'policy']);
  expect(faultsOf(reported, requirementsOfQuery('report:max-high')).words).toEqual([
    'critical open',
    'policy',
  ]);
});

test('days are said as people say them', () => {
  expect([0, 1, 30, 1200].map(dayText)).toEqual(['today', '1 day', '30 days', '1,200 days']);
});

test('an address names the cell that is shown, of a repository by its tag, of a registry by both', () => {
  const row = auditRowOf(1, { platforms: [auditPlatformOf('linux/arm64')] });
  const shown = { row, evidence: 'sbom', platform: row.platforms[0] } as const;
  const written = writeCell('view=audit', { ref: 'localhost:5000/acme/web' }, { row, evidence: 'sbom' });
  expect(written).toBe('view=audit&artifact=1.0&cell=sbom');
  const query = { ref: 'localhost:5000' };
  const inRegistry = writeCell('', query, {
    row,
    evidence: 'sbom',
    platform: auditPlatformOf('linux/arm64'),
  });
  expect(inRegistry).toBe('artifact=acme/web:1.0&cell=sbom&on=linux/arm64');
  expect(readCell(inRegistry, query, [row])).toEqual(shown);
  expect(readCell('artifact=gone', query, [row])).toBeUndefined();
  expect(writeCell(inRegistry, query, undefined)).toBe('');
});
