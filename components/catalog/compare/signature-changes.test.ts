import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { evidenceCheckOf, verificationOf } from '#e2e/fakes/verification-example';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import { signatureChanges } from './signature-changes.ts';

const by = (name: string, change: Partial<EvidenceCheck> = {}) =>
  evidenceCheckOf({ signer: { kind: 'key', name }, ...change });
const checkedWith = (...checks: readonly EvidenceCheck[]) => verificationOf({ checks });
const texts = (left: readonly EvidenceCheck[], right: readonly EvidenceCheck[]) =>
  signatureChanges(checkedWith(...left), checkedWith(...right)).map(({ text }) => text);

test('a signature that is gone, or that no longer holds, is lost', () => {
  expect(texts([by('key release')], [])).toEqual([
    'signature lost: key release signed the left side, nobody signed the right side',
  ]);
  expect(texts([by('key release')], [by('key release', { state: 'failed' })])).toEqual([
    'signature lost: key release signed the left side, no signature of the right side is valid',
  ]);
});

test('of a side that cannot be checked nothing is said to be lost or gained', () => {
  const unchecked = by('key nightly', { state: 'cannot-check', code: 'no-key' });
  expect(texts([by('key release')], [unchecked])).toEqual([
    'key release signed the left side; the signer of the right side is unknown',
  ]);
  expect(texts([unchecked], [by('key release')])).toEqual([
    'key release signed the right side; the signer of the left side is unknown',
  ]);
  expect(texts([unchecked], [unchecked])).toEqual([]);
});

test('a place that did not answer leaves open who signed', () => {
  const open = verificationOf({
    answers: [
      {
        about: digestOf(1),
        question: 'referrers',
        source: 'referrers-api',
        state: 'unknown',
        code: 'registry-error',
        reason: 'It answers with 500.',
      },
    ],
  });
  const [change] = signatureChanges(checkedWith(by('key release')), open);
  expect(change?.change).toBe('unknown');
});

test('another signer is named beside the one before', () => {
  expect(texts([by('key release')], [by('key nightly')])).toEqual([
    'signer changed: key release → key nightly',
  ]);
  expect(texts([], [by('key nightly')])).toEqual(['signature gained: key nightly']);
});

test('one signer in common is no change', () => {
  expect(texts([by('a')], [by('b'), by('a')])).toEqual([]);
  expect(texts([], [])).toEqual([]);
});

test('a signature on a platform is none of the artifact', () => {
  expect(texts([by('a', { through: 'platform' })], [])).toEqual([]);
});

test('a policy that only the left side passes is named', () => {
  expect(signatureChanges(verificationOf(), verificationOf({ verdict: 'fail' }))).toEqual([
    { change: 'verdict', text: 'fails acme-release, which the left side passes' },
  ]);
});
