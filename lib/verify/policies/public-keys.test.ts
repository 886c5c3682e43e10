import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readPublicKeys } from './public-keys.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;

test('several keys of one file get numbers, and text around them is passed over', () => {
  const { keys, problems } = readPublicKeys('release', `# ours\n${pem}\n${pem.replaceAll('\n', '\r\n')}`);
  expect(problems).toEqual([]);
  expect(keys).toEqual([
    { name: 'release', pem },
    { name: 'release#2', pem },
  ]);
});

test('a key in the form of PKCS #1 is one too', () => {
  const old = rsa.export({ type: 'pkcs1', format: 'pem' }).toString();
  expect(readPublicKeys('old', old).keys).toHaveLength(1);
});

test.each([
  ['', /not a public key in PEM/],
  ['ssh-ed25519 AAAA', /not a public key in PEM/],
  [privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), /is a private key/],
  ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', /cannot be read/],
  ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /is a certificate/],
  ['-----BEGIN PGP PUBLIC KEY BLOCK-----\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----', /PGP/],
])('%.40s… is refused in a sentence', (text, sentence) => {
  const { keys, problems } = readPublicKeys('k', text);
  expect(keys).toEqual([]);
  expect(problems.join(' ')).toMatch(sentence);
});
