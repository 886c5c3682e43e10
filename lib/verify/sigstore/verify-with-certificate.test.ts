import { expect, test } from 'vitest';
import { ada, byCertificate, sigstore } from '#lib/verify/testing/check-sigstore';
import { makeBundle, signedDigest, statementOf } from '#lib/verify/testing/evidence-maker';

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

test('what was changed after it was signed does not fit, and whom it names is told all the same', () => {
  const bundle = makeBundle(sigstore, ada);
  const payload = statementOf(signedDigest, { predicate: { a: 1 } }).toString('base64');
  const changed = { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload } };
  expect(byCertificate(changed)).toMatchObject({
    isProven: false,
    code: 'signature-mismatch',
    facet: 'integrity',
    signer: { identity: 'ada@acme.example' },
  });
});
