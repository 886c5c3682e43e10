import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellOf } from '#e2e/fakes/audit-example';
import type { EvidenceCell, ReportCell } from './audit.ts';
import { cellStates } from './audit.ts';
import { judgeCell } from './judge-cell.ts';
import { requiredStates } from './requirements.ts';

const signature = (cell: Partial<EvidenceCell>, state: 'present' | 'valid' | 'matches', hasPolicy = true) =>
  judgeCell(cellOf(cell), { evidence: 'signature', state }, hasPolicy);
const report = (cell: Partial<ReportCell>, more: object) =>
  judgeCell({ ...there, ...cell }, { evidence: 'report', state: 'present', ...more }, false);
const there = cellOf({ state: 'present', count: 1, states: { present: 1 } });

test.each([
  ['present', { state: 'none' }, 'fail', 'There is no signature.'],
  [
    'present',
    { state: 'unknown', reason: 'the registry answered 500' },
    'unknown',
    'It is unknown whether there is a signature: the registry answered 500.',
  ],
  [
    'present',
    { state: 'failed', states: { failed: 1 }, reason: 'It names another digest.' },
    'fail',
    'There is only a signature that failed verification: It names another digest.',
  ],
  [
    'valid',
    { state: 'cannot-check', states: { 'cannot-check': 1 }, reason: 'No key fits.' },
    'unknown',
    'It is unknown whether there is a signature that is valid: No key fits.',
  ],
  [
    'valid',
    { state: 'present', states: { present: 1 } },
    'fail',
    'There is only a signature artifact without a signature in it.',
  ],
  [
    'valid',
    { state: 'present', states: { present: 1 }, unchecked: 1 },
    'unknown',
    'It is unknown whether there is a signature that is valid: it was not verified.',
  ],
  [
    'valid',
    { state: 'failed', states: { failed: 1, present: 1 }, reason: 'It names another digest.' },
    'fail',
    'There is only a signature artifact without a signature in it, and a signature that failed verification: It names another digest.',
  ],
  [
    'valid',
    { state: 'failed', states: { failed: 1 }, doubt: 'the response was cut off' },
    'unknown',
    'It is unknown whether there is a signature that is valid: the response was cut off.',
  ],
  [
    'matches',
    { state: 'valid', states: { valid: 1 } },
    'fail',
    'There is only a signature whose signer is not in the policy.',
  ],
] as const)('a signature that has to be %s and is %o', (state, cell, verdict, why) => {
  expect(signature(cell, state)).toEqual({ verdict, why: [why] });
});

test('a document that nobody signed is called so', () => {
  const sbom = cellOf({ state: 'present', states: { present: 1 } });
  expect(judgeCell(sbom, { evidence: 'sbom', state: 'valid' }, true).why).toEqual([
    'There is only an SBOM that is not signed.',
  ]);
});

test('what is good enough passes whatever fails beside it', () => {
  const cell = { state: 'matches', states: { matches: 1, failed: 2 }, doubt: 'a source failed' } as const;
  for (const state of requiredStates) expect(signature(cell, state).verdict).toBe('pass');
});

test('without a policy nobody can tell whether a valid signature matches', () => {
  expect(signature({ state: 'valid', states: { valid: 1 } }, 'matches', false).verdict).toBe('unknown');
});

test('a report has to be young enough, and to say when it was made', () => {
  expect(report({ age: 7 }, { maxAgeDays: 7 }).verdict).toBe('pass');
  expect(report({ age: 8 }, { maxAgeDays: 7 })).toEqual({
    verdict: 'fail',
    why: ['The report is 8 days old, and the limit is 7 days.'],
  });
  expect(report({}, { maxAgeDays: 7 }).verdict).toBe('unknown');
});

test('nothing graver than allowed may be open', () => {
  expect(report({ worst: 'high', open: 1 }, { maxSeverity: 'high' }).verdict).toBe('pass');
  expect(report({ open: 0 }, { maxSeverity: 'low' }).verdict).toBe('pass');
  expect(report({ worst: 'critical', open: 1, openDoubt: 'x' }, { maxSeverity: 'high' }).verdict).toBe(
    'fail',
  );
  expect(report({ worst: 'low', open: 1, openDoubt: 'x' }, { maxSeverity: 'high' }).verdict).toBe('unknown');
  expect(report({}, { maxSeverity: 'high' }).verdict).toBe('unknown');
});

test('what a document that could not be read may excuse is no proof that a finding is open', () => {
  const critical = { worst: 'critical', open: 1 } as const;
  expect(report({ ...critical, excuseDoubt: 'the registry answered 500' }, { maxSeverity: 'high' })).toEqual({
    verdict: 'unknown',
    why: ['It is unknown whether a finding of severity critical is excused: the registry answered 500.'],
  });
  expect(report({ ...critical, excuseDoubt: 'x' }, { maxSeverity: 'critical' }).verdict).toBe('pass');
});

test('a finding that is open and has no severity may be graver than allowed', () => {
  const only = { worst: 'unknown', open: 1, unrated: 1 } as const;
  expect(report(only, { maxSeverity: 'low' })).toEqual({
    verdict: 'unknown',
    why: ['One open finding has no severity.'],
  });
  expect(report({ worst: 'low', open: 3, unrated: 2 }, { maxSeverity: 'low' })).toEqual({
    verdict: 'unknown',
    why: ['2 open findings have no severity.'],
  });
  expect(report({ worst: 'high', open: 3, unrated: 2 }, { maxSeverity: 'low' }).verdict).toBe('fail');
  expect(report(only, { maxSeverity: 'unknown' }).verdict).toBe('pass');
});

test('an unknown cell never passes and never fails, and none never passes', () => {
  const cells = fc.record({
    state: fc.constantFrom(...cellStates),
    age: fc.option(fc.nat(400), { nil: undefined }),
    open: fc.option(fc.nat(9), { nil: undefined }),
  });
  fc.assert(
    fc.property(cells, fc.constantFrom(...requiredStates), fc.boolean(), (change, state, hasPolicy) => {
      const { verdict, why } = judgeCell(
        cellOf(change),
        { evidence: 'report', state, maxAgeDays: 9 },
        hasPolicy,
      );
      if (change.state === 'unknown') expect(verdict).toBe('unknown');
      if (change.state === 'none') expect(verdict).toBe('fail');
      expect(why.length > 0).toBe(verdict !== 'pass');
    }),
  );
});
