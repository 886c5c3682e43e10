import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OciError } from '#lib/oci/oci-error';
import { logBodyOf } from '#lib/verify/testing/log-maker';
import { readLogBody } from './log-body.ts';

const der = Buffer.from('key');
const pem = Buffer.from(
  `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`,
).toString('base64');
const signature = Buffer.from('signature');
const hash = { algorithm: 'sha256', value: 'aa' };
const content = signature.toString('base64');
const raw = { rawBytes: der.toString('base64') };

test.each([
  ['rekord', '0.0.1', { data: { hash }, signature: { content, publicKey: { content: pem } } }],
  ['hashedrekord', '0.0.1', { data: { hash }, signature: { content, publicKey: { content: pem } } }],
  ['dsse', '0.0.1', { envelopeHash: hash, signatures: [{ signature: content, verifier: pem }] }],
])('an entry %s %s says its hash, its signature and its signer', (kind, version, spec) => {
  expect(readLogBody(logBodyOf(kind, version, spec))).toEqual({ hash: 'aa', signature, verifier: der });
});

test.each([
  ['0.0.1', { content: { hash }, publicKey: pem }],
  ['0.0.2', { content: { hash, envelope: { signatures: [{ publicKey: pem }] } } }],
])('an entry intoto %s says its hash and its signer', (version, spec) => {
  expect(readLogBody(logBodyOf('intoto', version, spec))).toEqual({ hash: 'aa', verifier: der });
});

test.each([
  ['hashedrekord', { hashedRekordV002: { signature: { verifier: { x509Certificate: raw } } } }],
  ['hashedrekord', { hashedRekordV002: { signature: { verifier: { publicKey: raw } } } }],
  ['dsse', { dsseV002: { signatures: [{ verifier: { x509Certificate: raw } }] } }],
])('an entry of Rekor 2 says its signer: %s', (kind, spec) => {
  expect(readLogBody(logBodyOf(kind, '0.0.2', spec))).toEqual({ verifier: der });
});

test('a hash of another algorithm is none, and an unknown kind says nothing', () => {
  const sha512 = { data: { hash: { algorithm: 'sha512', value: 'aa' } } };
  expect(readLogBody(logBodyOf('hashedrekord', '0.0.1', sha512))).toEqual({});
  expect(readLogBody(logBodyOf('constructor', '0.0.1', sha512))).toEqual({});
});

test('whatever the body, an answer or a clear sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      try {
        expect(readLogBody(Buffer.from(text))).toEqual({});
      } catch (error) {
        expect(error).toBeInstanceOf(OciError);
      }
    }),
  );
});
