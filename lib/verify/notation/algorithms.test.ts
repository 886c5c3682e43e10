import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { algorithmOfKey, checkSignature } from './algorithms.ts';

const curve = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const bytes = Buffer.from('signed');

test('a key signs with one algorithm', () => {
  expect(algorithmOfKey(curve.publicKey)).toBe('ES384');
  const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).publicKey;
  expect(algorithmOfKey(rsa(2048))).toBe('PS256');
  expect(algorithmOfKey(rsa(1024))).toBeUndefined();
  expect(algorithmOfKey(generateKeyPairSync('ed25519').publicKey)).toBeUndefined();
});

test('a signature must fit, and be made with that algorithm', () => {
  const signature = sign('sha384', bytes, { key: curve.privateKey, dsaEncoding: 'ieee-p1363' });
  expect(() => checkSignature(curve.publicKey, 'ES384', bytes, signature)).not.toThrow();
  expect(() => checkSignature(curve.publicKey, 'ES384', Buffer.from('other'), signature)).toThrow(
    'does not match',
  );
  expect(() => checkSignature(curve.publicKey, 'ES256', bytes, signature)).toThrow('signs with ES384 alone');
  expect(() => checkSignature(curve.publicKey, undefined, bytes, signature)).toThrow('does not know');
});

test('a key of another type signs nothing', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  expect(() => checkSignature(publicKey, 'EdDSA', bytes, bytes)).toThrow(
    'Notation refuses a key of this type or size',
  );
});
