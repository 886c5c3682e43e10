import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import {
  ada,
  byCertificate,
  byKey,
  codeOf,
  now,
  releaseKey,
  releasePem,
  sigstore,
} from '#lib/verify/testing/check-sigstore';
import {
  evidenceOf,
  inToto,
  makeBundle,
  otherDigest,
  signedDigest,
  statementOf,
} from '#lib/verify/testing/evidence-maker';
import { verifySigstore } from './verify-sigstore.ts';

test('a signature over the artifact itself needs the artifact', () => {
  const artifact = Buffer.from('{}');
  const digest = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
  const message = (hex: string) => ({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint: 'x' }, tlogEntries: [] },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: Buffer.from(hex, 'hex').toString('base64') },
      signature: sign('sha256', artifact, releaseKey.privateKey).toString('base64'),
    },
  });
  const trust = {
    by: 'key',
    key: { name: 'release', pem: releasePem },
    demands: { ignoreCtLog: false },
  } as const;
  const evidence = evidenceOf(message(digest));
  expect(codeOf(verifySigstore(evidence, trust, now))).toBe('cannot-check form-not-supported');
  const withBytes = (made: object, named = parseDigest(`sha256:${digest}`)) => {
    const { target, ...more } = evidenceOf(made);
    return codeOf(
      verifySigstore({ ...more, target: { ...target, digest: named, bytes: artifact } }, trust, now),
    );
  };
  expect(withBytes(message(digest))).toBe('proven');
  expect(withBytes(message('00'))).toBe('failed other-digest');
  expect(withBytes(message(digest), otherDigest)).toBe('failed other-digest');
});

test('versions that are not specified are not guessed at', () => {
  const later = 'application/vnd.dev.sigstore.bundle.v0.9+json';
  expect(codeOf(byCertificate(makeBundle(sigstore, ada, { mediaType: later })))).toBe(
    'cannot-check version-not-supported',
  );
  expect(codeOf(byCertificate({ mediaType: 'application/json' }))).toBe('failed malformed');
  expect(codeOf(byCertificate([]))).toBe('failed malformed');
});

describe('an envelope', () => {
  const signed = (payload: Buffer | string, payloadType = inToto) =>
    codeOf(
      byKey(
        makeBundle(sigstore, releaseKey.privateKey, {
          log: 'none',
          payload: Buffer.from(payload),
          payloadType,
        }),
      ),
    );
  const statement = statementOf(signedDigest).toString();
  const hash = signedDigest.slice('sha256:'.length);

  test.each([
    ['as it should be', statement, 'proven'],
    ['that names another digest', statementOf(otherDigest).toString(), 'failed other-digest'],
    ['that names nothing', statement.replace(/\[.*\]/, '[]'), 'failed subject-missing'],
    [
      'that names the digest in capital letters',
      statement.replace(hash, hash.toUpperCase()),
      'failed other-digest',
    ],
    ['that names it under another algorithm', statement.replace('"sha256"', '"sha1"'), 'failed other-digest'],
    [
      'that names two things',
      statement.replace('"subject"', '"subject":[],"subject"'),
      'failed ambiguous-json',
    ],
    [
      'that names two in another case',
      statement.replace('"subject"', '"Subject":[],"subject"'),
      'failed ambiguous-json',
    ],
    ['that is not JSON', 'hello', 'failed malformed'],
    ['with thousands of subjects', statement.replace('[{', `[${'{},'.repeat(1024)}{`), 'failed malformed'],
  ])('%s: %s', (_, payload, code) => {
    expect(signed(payload)).toBe(code);
  });

  test('of another type is refused, though its signature holds', () => {
    expect(signed(statement, 'text/plain')).toBe('failed wrong-payload-type');
  });

  test('in a bundle holds exactly one signature, in a layer any may hold', () => {
    const bundle = makeBundle(sigstore, releaseKey.privateKey, { log: 'none' });
    const [own] = bundle.dsseEnvelope.signatures;
    const twice = { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, signatures: [own, own] } };
    expect(codeOf(byKey(twice))).toBe('failed wrong-signature-count');
    const layer = (signatures: readonly object[]) => ({
      form: 'dsse',
      bytes: Buffer.from(JSON.stringify({ ...bundle.dsseEnvelope, signatures })),
      annotations: {},
    });
    expect(codeOf(byKey(layer([{ sig: 'AAAA' }, own ?? {}])))).toBe('proven');
    expect(codeOf(byKey(layer([{ sig: 'AAAA' }])))).toBe('failed signature-mismatch');
    expect(codeOf(byKey(layer([])))).toBe('failed wrong-signature-count');
    expect(codeOf(byKey(layer([{ sig: '%%%' }])))).toBe('failed malformed');
  });
});
