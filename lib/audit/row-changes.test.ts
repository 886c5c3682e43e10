import { expect, test } from 'vitest';
import { cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import { digestOf } from '#e2e/fakes/graph-example';
import type { AuditRow, EvidenceCell, ReportCell } from './audit.ts';
import { changesOf } from './row-changes.ts';

const signed = (state: EvidenceCell['state'], reason?: string): AuditRow =>
  rowWith({
    evidence: evidenceWith({ signature: cellOf({ state, ...(reason === undefined ? {} : { reason }) }) }),
  });
const reported = (change: Partial<ReportCell>): AuditRow =>
  rowWith({ evidence: evidenceWith({ report: { ...cellOf({ state: 'present', count: 1 }), ...change } }) });
const kindsOf = (before: AuditRow, now: AuditRow) => changesOf(before, now).map(({ kind }) => kind);

test.each([
  ['matches', 'none', ['newly-unsigned']],
  ['failed', 'none', ['newly-unsigned']],
  ['matches', 'unknown', ['not-determined']],
  ['unknown', 'none', ['newly-known']],
  ['unknown', 'matches', ['newly-known']],
  ['none', 'unknown', ['not-determined']],
  ['none', 'present', ['fixed']],
  ['valid', 'failed', ['newly-failing']],
  ['failed', 'matches', ['fixed']],
  ['matches', 'cannot-check', ['not-determined']],
  ['matches', 'valid', []],
  ['none', 'none', []],
] as const)('a signature that was %s and is %s is %j', (before, now, kinds) => {
  expect(kindsOf(signed(before), signed(now))).toEqual(kinds);
});

test.each([
  [{ open: 0 }, { open: 2, worst: 'critical' }, ['newly-critical']],
  [{ open: 2, worst: 'critical' }, { open: 1, worst: 'high' }, ['fixed']],
  [{}, { open: 2, worst: 'critical' }, ['newly-known']],
  [{ open: 1, worst: 'high', openDoubt: 'half was read' }, { open: 2, worst: 'critical' }, ['newly-known']],
  [{ open: 2, worst: 'critical' }, { openDoubt: 'the registry answered 500' }, ['not-determined']],
  [{ open: 1, worst: 'high' }, { open: 3, worst: 'high' }, []],
] as const)('a report with %j and then with %j is %j', (before, now, kinds) => {
  expect(kindsOf(reported(before), reported(now))).toEqual(kinds);
});

test('a verdict changes only between what is known', () => {
  const judged = (verdict: AuditRow['verdict']) => rowWith({ verdict, why: ['There is no SBOM.'] });
  expect(changesOf(judged('pass'), judged('fail'))).toMatchObject([
    { kind: 'newly-failing', why: 'There is no SBOM.' },
  ]);
  expect(kindsOf(judged('fail'), judged('pass'))).toEqual(['fixed']);
  expect(kindsOf(judged('unknown'), judged('fail'))).toEqual(['newly-known']);
  expect(kindsOf(judged('pass'), judged('unknown'))).toEqual(['not-determined']);
});

test('one kind is said once with all its reasons, and a tag that moved names both digests', () => {
  const before = { ...signed('matches'), digest: digestOf(9) };
  const now: AuditRow = {
    ...signed('unknown', 'the registry answered 429'),
    verdict: 'unknown',
    why: ['It is busy.'],
  };
  expect(changesOf(before, now)).toEqual([
    {
      kind: 'not-determined',
      reference: 'localhost:5000/acme/web:1.0',
      digest: digestOf(1),
      digestBefore: digestOf(9),
      why: 'Whether it is signed is not determined: the registry answered 429. It is busy.',
    },
  ]);
});
