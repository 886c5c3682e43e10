import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workflowCertificate } from '#lib/formats/testing/certificates';
import { readingOf } from '#lib/formats/testing/read-text';

const hash = 'a'.repeat(64);
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const target = {
  targetArtifact: {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: `sha256:${hash}`,
    size: 942,
    annotations: { build: '77' },
  },
};
const jws = {
  payload: base64url(target),
  protected: base64url({
    alg: 'PS256',
    'io.cncf.notary.signingScheme': 'notary.x509',
    'io.cncf.notary.signingTime': '2026-11-01T10:00:00Z',
    'io.cncf.notary.expiry': '2027-11-01T10:00:00Z',
  }),
  header: { x5c: [workflowCertificate], 'io.cncf.notary.signingAgent': 'notation-go/1.3.0' },
  signature: 'AA',
};

test('a JWS tells its headers, its certificate and what it signs', () => {
  const [document] = readingOf(JSON.stringify(jws)).documents;
  expect(document).toMatchObject({
    kind: 'signature',
    format: 'notation-jws',
    binding: { names: [`sha256:${hash}`] },
  });
  expect(document?.summary?.()).toMatchObject({
    form: 'notation-jws',
    certificate: { publicKey: 'EC P-256' },
    algorithm: 'PS256',
    timestamps: ['2026-11-01T10:00:00Z'],
    payload: {
      digest: `sha256:${hash}`,
      size: '942',
      build: '77',
      signingScheme: 'notary.x509',
      expiry: '2027-11-01T10:00:00Z',
      signingAgent: 'notation-go/1.3.0',
    },
  });
});

test('a JWS with a list of signatures is read by its first', () => {
  const { payload, ...signature } = jws;
  const general = { payload, signatures: [signature, signature] };
  expect(readingOf(JSON.stringify(general)).documents[0]).toMatchObject({
    format: 'notation-jws',
    binding: { names: [`sha256:${hash}`] },
  });
});

test('a COSE_Sign1 tells the same', () => {
  const text = (value: string) => [0x78, value.length, ...Buffer.from(value)];
  const payload = Buffer.from(JSON.stringify(target));
  const headers = Uint8Array.of(
    ...[0xa3, 0x01, 0x38, 0x24],
    ...text('io.cncf.notary.signingScheme'),
    ...text('notary.x509'),
    ...text('io.cncf.notary.signingTime'),
    ...[0xc1, 0x1a, 0x65, 0x53, 0xf1, 0x00],
  );
  const certificate = Buffer.from(workflowCertificate, 'base64');
  const bytes = Uint8Array.of(
    ...[0xd2, 0x84, 0x58, headers.length, ...headers],
    ...[0xa1, 0x18, 33, 0x81, 0x59, certificate.length >> 8, certificate.length & 0xff, ...certificate],
    ...[0x58, payload.length, ...payload],
    ...[0x41, 0x00],
  );
  expect(readingOf(bytes).documents[0]?.summary?.()).toMatchObject({
    form: 'notation-cose',
    certificate: { publicKey: 'EC P-256' },
    algorithm: 'PS256',
    timestamps: ['2023-11-14T22:13:20Z'],
    payload: { digest: `sha256:${hash}`, signingScheme: 'notary.x509' },
  });
});

test('an empty signature says why, and still claims what it claims', () => {
  const [document] = readingOf(JSON.stringify({ ...jws, payload: '' })).documents;
  expect(document?.binding).toEqual({ state: 'empty', reason: 'Its payload is empty.' });
  expect(document?.summary?.()).toMatchObject({ form: 'notation-jws', signatures: 1 });
});

test('whatever follows the first byte of COSE, there is an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
      for (const { summary } of readingOf(Uint8Array.of(0xd2, 0x84, ...tail)).documents)
        expect(summary?.().of).toBe('signature');
    }),
  );
});
