import { expect, test } from 'vitest';
import { evidenceCheckOf, verificationOf } from '#e2e/fakes/verification-example';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import { signatureChanges } from './signature-changes.ts';

const by = (name: string, change: Partial<EvidenceCheck> = {}) =>
  evidenceCheckOf({ signer: { kind: 'key', name }, ...change });
const checkedWith = (...checks: readonly EvidenceCheck[]) => verificationOf({ checks });
const texts = (left: readonly EvidenceCheck[], right: readonly EvidenceCheck[]) =>
  signatureChanges(checkedWith(...left), checkedWith(...right)).map(({ text }) => text);

test('a signature that is gone, or that does not hold any more, is lost', () => {
  const lost = ['signature lost: key release signed the left side, nobody the right one'];
  expect(texts([by('key release')], [])).toEqual(lost);
  expect(texts([by('key release')], [by('key release', { state: 'failed' })])).toEqual(lost);
});

test('another signer is named beside the one before', () => {
  expect(texts([by('key release')], [by('key nightly')])).toEqual([
    'another signer: key release → key nightly',
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
