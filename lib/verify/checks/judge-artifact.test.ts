import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import type { Answer } from '#lib/graph/model';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import { parseReference } from '#lib/oci/reference';
import type { Authority, ImagePolicy, Policy } from '#lib/verify/policy';
import { judgeArtifact } from './judge-artifact.ts';

const reference = parseReference(`ghcr.io/acme/web:1@${digestOf(1)}`);
const signType = 'https://sigstore.dev/cosign/sign/v1';
const slsa = 'https://slsa.dev/provenance/v1';
const holds = { state: 'holds' } as const;

function check(more: Partial<EvidenceCheck> = {}): EvidenceCheck {
  return {
    digest: digestOf(2),
    about: digestOf(1),
    form: 'sigstore-bundle',
    kind: 'signature',
    predicateType: signType,
    state: 'matches',
    authority: 'release/ci',
    facets: { integrity: holds, binding: holds, trust: holds },
    times: [],
    code: 'matches-policy',
    reason: 'It is so.',
    ...more,
  };
}

function authority(more: Partial<Authority> = {}): Authority {
  const trust = { by: 'key', key: { name: 'k', pem: '' }, demands: { ignoreCtLog: true } } as const;
  return { name: 'ci', formats: ['bundle'], attestations: [], unsupported: [], warnings: [], trust, ...more };
}

function imagePolicy(more: Partial<ImagePolicy> = {}): ImagePolicy {
  return {
    name: 'release',
    globs: ['**'],
    mode: 'enforce',
    authorities: [authority()],
    unsupported: [],
    ...more,
  };
}

function judge(
  policies: readonly ImagePolicy[],
  checks: readonly EvidenceCheck[],
  answers: readonly Answer[] = [],
) {
  const policy: Policy = {
    name: 'p',
    source: 'inline',
    hash: '',
    policies,
    roots: [],
    keys: [],
    problems: ['It is old.'],
  };
  return judgeArtifact(checks, answers, policy, reference);
}

const unanswered: Answer = {
  about: digestOf(1),
  question: 'referrers',
  source: 'referrers-api',
  state: 'unknown',
  code: 'unavailable',
  reason: 'It answered 500.',
};

test('a policy passes by one signature of one authority', () => {
  expect(judge([imagePolicy()], [check({ state: 'failed' }), check()])).toEqual({
    verdict: 'pass',
    reasons: ['release is satisfied by ci.'],
  });
});

test('a policy fails without one', () => {
  expect(judge([imagePolicy()], [check({ state: 'valid' })])).toEqual({
    verdict: 'fail',
    reasons: ['release is not satisfied: no signature by ci.'],
  });
  expect(judge([imagePolicy({ authorities: [] })], []).verdict).toBe('fail');
});

test('every policy that applies must be satisfied', () => {
  const second = imagePolicy({ name: 'second' });
  const elsewhere = imagePolicy({ name: 'other', globs: ['quay.io/**'] });
  expect(judge([imagePolicy(), second, elsewhere], [check()]).verdict).toBe('fail');
  expect(judge([imagePolicy(), second], [check({ authorities: ['release/ci', 'second/ci'] })]).verdict).toBe(
    'pass',
  );
});

test('where no policy applies nothing is known, and why is told', () => {
  expect(judge([], [check()])).toEqual({
    verdict: 'unknown',
    reasons: [`No policy applies to ghcr.io/acme/web:1@${digestOf(1)}.`, 'It is old.'],
  });
});

test('a statement is no signature, though cosign takes it for one', () => {
  const { verdict, reasons } = judge([imagePolicy()], [check({ predicateType: slsa })]);
  expect(verdict).toBe('fail');
  expect(reasons.join(' ')).toMatch(/cosign 3 verify would accept the attestation/);
});

test('each statement that is asked for must be there', () => {
  const asked = authority({
    attestations: [
      { name: 'provenance', predicateType: slsa },
      { name: 'bom', predicateType: 'https://cyclonedx.org/bom' },
    ],
  });
  const policy = imagePolicy({ authorities: [asked] });
  const both = [check({ predicateType: slsa }), check({ predicateType: 'https://cyclonedx.org/bom' })];
  expect(judge([policy], both).verdict).toBe('pass');
  expect(judge([policy], both.slice(1))).toEqual({
    verdict: 'fail',
    reasons: ['release is not satisfied: not every statement by ci of provenance, bom.'],
  });
});

test('a signature on an index or a platform is shown and does not count', () => {
  expect(judge([imagePolicy()], [check({ through: 'index' })]).verdict).toBe('fail');
});

test.each([
  ['a source did not answer', [imagePolicy()], [], [unanswered]],
  ['a signature cannot be checked', [imagePolicy()], [check({ state: 'cannot-check', code: 'no-key' })], []],
  [
    'nobody could ask about revocation',
    [imagePolicy()],
    [check({ state: 'valid', code: 'revocation-not-checked' })],
    [],
  ],
  [
    'an authority is not supported',
    [imagePolicy({ authorities: [authority({ unsupported: ['It is a KMS.'] })] })],
    [],
    [],
  ],
  ['a part of the policy is not supported', [imagePolicy({ unsupported: ['It is CUE.'] })], [check()], []],
] as const)('the verdict is open where %s', (_, policies, checks, answers) => {
  expect(judge(policies, checks, answers).verdict).toBe('unknown');
});

test.each([
  ['it is about something else', [], [{ ...unanswered, about: digestOf(9) }]],
  ['another source is asked in its place', [], [{ ...unanswered, code: 'unsupported' }]],
  ['no authority takes its form', [check({ state: 'cannot-check', form: 'helm-prov' })], []],
] as const)('what is unknown leaves nothing open where %s', (_, checks, answers) => {
  expect(judge([imagePolicy()], checks, answers).verdict).toBe('fail');
});

test('what is proven does not wait for a source that is silent', () => {
  expect(judge([imagePolicy()], [check()], [unanswered]).verdict).toBe('pass');
});

test('a policy that only warns never fails, and says what it would have', () => {
  expect(judge([imagePolicy({ mode: 'warn' })], [])).toEqual({
    verdict: 'pass',
    reasons: ['release only warns.', 'release is not satisfied: no signature by ci.'],
  });
});
