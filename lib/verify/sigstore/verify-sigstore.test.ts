import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { ada, byCertificate, codeOf, sigstore } from '#lib/verify/testing/check-sigstore';
import { evidenceOf, makeBundle } from '#lib/verify/testing/evidence-maker';
import { disproveSigstore } from './verify-sigstore.ts';

const good = makeBundle(sigstore, ada);

test('evidence that names its target is not disproven, whoever signed it', () => {
  expect(disproveSigstore(evidenceOf(good))).toBeUndefined();
});

test('evidence that names another artifact is disproven without any key', () => {
  expect(disproveSigstore(evidenceOf(good, digestOf(9)))).toMatchObject({ code: 'other-digest' });
});

test('what cannot be read is malformed, and nothing throws', () => {
  expect(disproveSigstore(evidenceOf({}))).toMatchObject({ code: 'malformed' });
  expect(codeOf(byCertificate({}))).toBe('failed malformed');
});
