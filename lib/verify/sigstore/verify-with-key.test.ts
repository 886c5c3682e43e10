import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { ada, byCertificate, byKey, codeOf, releaseKey, sigstore } from '#lib/verify/testing/check-sigstore';
import { makeBundle, makeLayer, signedDigest, simplePayload } from '#lib/verify/testing/evidence-maker';

test('a key asks for a key, and a certificate for a certificate', () => {
  const unlogged = { log: 'none' } as const;
  expect(codeOf(byKey(makeBundle(sigstore, ada, unlogged)))).toBe('failed wrong-material');
  expect(codeOf(byCertificate(makeBundle(sigstore, releaseKey.privateKey, unlogged)))).toBe(
    'failed wrong-material',
  );
  expect(codeOf(byCertificate(makeLayer(releaseKey.privateKey, simplePayload(signedDigest))))).toBe(
    'failed wrong-material',
  );
  expect(byKey(makeBundle(sigstore, releaseKey.privateKey, unlogged))).toMatchObject({
    isProven: true,
    signer: { kind: 'key', name: 'key release' },
    times: [],
  });
});

test('a signature by another key, or of something else, does not fit', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  expect(byKey(makeLayer(other, simplePayload(signedDigest)))).toMatchObject({
    code: 'signature-mismatch',
    reason: 'The signature does not match the key release.',
  });
});
