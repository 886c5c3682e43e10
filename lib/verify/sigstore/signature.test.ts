import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { byKey, codeOf, releaseKey, sigstore } from '#lib/verify/testing/check-sigstore';
import { makeBundle, makeLayer, signedDigest, simplePayload } from '#lib/verify/testing/evidence-maker';

describe('keys', () => {
  const payload = simplePayload(signedDigest);

  test.each([
    ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'sha256'],
    ['P-384, as the curve wants it', generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'sha384'],
    ['P-384, as cosign 2 signs', generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'sha256'],
    ['P-521', generateKeyPairSync('ec', { namedCurve: 'P-521' }), 'sha512'],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }), 'sha256'],
    ['Ed25519', generateKeyPairSync('ed25519'), null],
  ])('%s', (_, pair, hash) => {
    const text = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const signature = sign(hash, payload, pair.privateKey).toString('base64');
    const layer = (value: string) => ({
      form: 'cosign-simplesigning',
      bytes: payload,
      annotations: { 'dev.cosignproject.cosign/signature': value },
    });
    expect(codeOf(byKey(layer(signature), {}, text))).toBe('proven');
    expect(codeOf(byKey(layer('AAAA'), {}, text))).toBe('failed signature-mismatch');
  });

  test('of a kind that cannot be checked here say so', () => {
    const strange = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const text = strange.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(codeOf(byKey(makeLayer(strange.privateKey, payload), {}, text))).toBe(
      'cannot-check algorithm-not-supported',
    );
    expect(codeOf(byKey(makeLayer(strange.privateKey, payload), {}, 'x'))).toBe('cannot-check no-key');
    const edwards = generateKeyPairSync('ed25519')
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString();
    expect(codeOf(byKey(makeBundle(sigstore, releaseKey.privateKey, { log: 'none' }), {}, edwards))).toBe(
      'cannot-check algorithm-not-supported',
    );
  });

  test('count with r and s behind each other too', () => {
    const raw = sign('sha256', payload, { key: releaseKey.privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64',
    );
    const annotations = { 'dev.cosignproject.cosign/signature': raw };
    expect(codeOf(byKey({ form: 'cosign-simplesigning', bytes: payload, annotations }))).toBe('proven');
  });
});
