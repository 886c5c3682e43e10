import { expect, test } from 'vitest';
import { cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import { digestOf } from '#e2e/fakes/graph-example';
import type { AuditRow } from './audit.ts';
import { judgeRow } from './judge-row.ts';
import type { RequirementRule } from './requirements.ts';

const signed = evidenceWith({ signature: cellOf({ state: 'valid', count: 1, states: { valid: 1 } }) });
const bare = evidenceWith();
const open = evidenceWith({ signature: cellOf({ state: 'unknown', reason: 'the registry asks to wait' }) });

const verdictOf = (row: Partial<AuditRow>, rule: Partial<RequirementRule> = {}) =>
  judgeRow(rowWith(row), {
    rules: [{ repositories: [], kinds: [], require: [{ evidence: 'signature', state: 'present' }], ...rule }],
  });

/** An index with two platforms. */
function indexWith(own: typeof bare, amd64: typeof bare, arm64: typeof bare): Partial<AuditRow> {
  return {
    kind: 'index',
    own,
    platforms: [
      { platform: 'linux/amd64', digest: digestOf(2), evidence: amd64 },
      { platform: 'linux/arm64', digest: digestOf(3), evidence: arm64 },
    ],
  };
}

test('an artifact passes with what is required, fails without, and is unknown in between', () => {
  expect(verdictOf({ evidence: signed })).toEqual({
    verdict: 'pass',
    why: ['The artifact meets all requirements.'],
  });
  expect(verdictOf({ evidence: bare })).toEqual({ verdict: 'fail', why: ['There is no signature.'] });
  expect(verdictOf({ evidence: open }).verdict).toBe('unknown');
});

test('a rule is for the repositories and kinds that it names', () => {
  const here = ['localhost:5000/acme/**'];
  expect(verdictOf({}, { repositories: here }).verdict).toBe('fail');
  expect(verdictOf({}, { repositories: ['localhost:5000/*'] })).toEqual({
    verdict: 'pass',
    why: ['No rule applies to this artifact.'],
  });
  expect(verdictOf({ kind: 'chart' }, { kinds: ['image', 'index'] }).verdict).toBe('pass');
  expect(verdictOf({ kind: 'signature' }).verdict).toBe('pass');
});

test.each([
  ['on the index', indexWith(signed, bare, bare), 'pass', 'fail', 'pass', 'pass'],
  ['on every platform', indexWith(bare, signed, signed), 'pass', 'pass', 'pass', 'fail'],
  ['on one platform', indexWith(bare, signed, bare), 'fail', 'fail', 'pass', 'fail'],
  [
    'on one platform and not known of the other',
    indexWith(bare, signed, open),
    'unknown',
    'unknown',
    'pass',
    'fail',
  ],
] as const)('a signature %s', (_, row, usual, each, any, index) => {
  const verdict = (platforms?: 'each' | 'any' | 'index') =>
    verdictOf(row, {
      require: [
        { evidence: 'signature', state: 'present', ...(platforms === undefined ? {} : { platforms }) },
      ],
    }).verdict;
  expect([verdict(), verdict('each'), verdict('any'), verdict('index')]).toEqual([usual, each, any, index]);
});

test('the policy counts beside the rules, and alone where there are none', () => {
  const policy = { name: 'acme', verdict: 'fail', reasons: ['No signature matches acme.'] } as const;
  expect(verdictOf({ evidence: signed, policy })).toEqual({ verdict: 'fail', why: policy.reasons });
  expect(judgeRow(rowWith({ policy: { ...policy, verdict: 'pass' } }), { rules: [] }).verdict).toBe('pass');
  expect(judgeRow(rowWith({ policy: { ...policy, verdict: 'unknown' } }), { rules: [] }).verdict).toBe(
    'unknown',
  );
});

test('where nothing is required and no policy is known, nothing can be said', () => {
  expect(judgeRow(rowWith(), { rules: [] }).verdict).toBe('unknown');
});

test('while the requirements are not understood, nothing passes', () => {
  const problems = ['Line 7: repositry is no field of a rule.'];
  expect(judgeRow(rowWith({ policy: { verdict: 'pass', reasons: [] } }), { rules: [], problems })).toEqual({
    verdict: 'unknown',
    why: ['The requirements are invalid: Line 7: repositry is no field of a rule.'],
  });
});
