import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { ada, byCertificate, byKey, codeOf, releaseKey, sigstore } from '#lib/verify/testing/check-sigstore';
import {
  makeBundle,
  makeLayer,
  signedDigest,
  simplePayload,
  statementOf,
} from '#lib/verify/testing/evidence-maker';

test('a bundle says who signed it, and when', () => {
  expect(byCertificate(makeBundle(sigstore, ada))).toEqual({
    isProven: true,
    signer: {
      kind: 'certificate',
      name: 'ada@acme.example',
      identity: 'ada@acme.example',
      issuer: 'https://accounts.acme.example',
      keyFingerprint: expect.stringMatching(/^[\da-f]{64}$/),
      extensions: {},
      notBefore: '2026-06-01T12:00:00Z',
      notAfter: '2026-06-01T12:10:00Z',
    },
    times: [{ source: 'log', at: '2026-06-01T12:05:00Z', by: 'https://rekor.acme.test', logIndex: '7' }],
    predicateType: 'https://sigstore.dev/cosign/sign/v1',
  });
});

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

test('what was changed after it was signed, or signed by another, does not fit', () => {
  const bundle = makeBundle(sigstore, ada);
  const payload = statementOf(signedDigest, { predicate: { a: 1 } }).toString('base64');
  const changed = { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload } };
  expect(byCertificate(changed)).toMatchObject({
    isProven: false,
    code: 'signature-mismatch',
    facet: 'integrity',
    signer: { identity: 'ada@acme.example' },
  });
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  expect(byKey(makeLayer(other, simplePayload(signedDigest)))).toMatchObject({
    code: 'signature-mismatch',
    reason: 'The signature does not fit the key release.',
  });
});
