import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieceKind, policyPartsOf } from './read-pieces.ts';

const key = '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n';
const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const policy = 'apiVersion: policy.sigstore.dev/v1beta1\nkind: ClusterImagePolicy\n';
const root = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[]}';

test.each([
  [key, 'key'],
  [`\n  \n${key}`, 'key'],
  [certificate, 'certificate'],
  ['-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nx\n', 'private-key'],
  [root, 'trusted-root'],
  [`${root}\n${root}\n`, 'trusted-root'],
  ['{"version":"1.0","trustPolicies":[]}', 'trust-policy'],
  ['{"kind":"ClusterImagePolicy"}', 'document'],
  ['$ cosign verify --key a.pub b', 'command'],
  ['gh attestation verify oci://a/b --owner acme', 'command'],
  [policy, 'document'],
  ['{"broken', 'document'],
  ['  \n', 'empty'],
] as const)('%j is a %s', (text, kind) => {
  expect(pieceKind(text)).toBe(kind);
});

test('a key alone may sign every image', () => {
  expect(policyPartsOf([{ name: 'acme cosign.pub', text: key }])).toMatchObject({
    documents: [
      {
        kind: 'ClusterImagePolicy',
        metadata: { name: 'acme-cosign' },
        spec: { images: [{ glob: '**' }], authorities: [{ name: 'acme-cosign', key: { data: key } }] },
      },
    ],
    keys: { 'acme-cosign': key.trim() },
  });
});

test('a key beside a policy is there to be named by it', () => {
  const parts = policyPartsOf([
    { name: 'policy.yaml', text: policy },
    { name: 'release.pub', text: key },
  ]);
  expect(parts).toEqual({ documents: [policy], keys: { release: key.trim() } });
});

test('a certificate becomes a trust store, and a policy of notation that trusts it where none was given', () => {
  expect(policyPartsOf([{ name: 'acme.crt', text: certificate }])?.notation).toMatchObject({
    trustPolicy: { trustPolicies: [{ registryScopes: ['*'], trustStores: ['ca:acme'] }] },
    trustStores: { 'ca:acme': [certificate.trim()] },
  });
  const own = '{"version":"1.0","trustPolicies":[]}';
  const parts = policyPartsOf([
    { name: 'acme.crt', text: certificate },
    { name: 'trustpolicy.json', text: own },
  ]);
  expect(parts?.notation?.trustPolicy).toBe(own);
});

test('files of one name stay apart', () => {
  const parts = policyPartsOf([
    { name: 'a.pub', text: key },
    { name: 'a.pem', text: key },
  ]);
  expect(Object.keys(parts?.keys ?? {})).toEqual(['a', 'a-2']);
});

test('a private key is never sent, and nothing makes no policy', () => {
  const text = '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----';
  expect(policyPartsOf([{ name: 'cosign.key', text }])).toBeUndefined();
  expect(policyPartsOf([])).toBeUndefined();
});

test('any text is one kind of piece', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, text) => {
      expect(() => policyPartsOf([{ name, text }])).not.toThrow();
    }),
  );
});
