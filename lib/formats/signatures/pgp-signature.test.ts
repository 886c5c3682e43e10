import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArmor } from './pgp-signature.ts';

const armored = (hex: string, headers = '') =>
  `-----BEGIN PGP SIGNATURE-----\n${headers}\n${Buffer.from(hex, 'hex').toString('base64')}\n=abcd\n-----END PGP SIGNATURE-----`;

test.each([
  [
    'of version 4 with a key id',
    'c2180400010a001005026553f10009100123456789abcdef0000',
    { keyId: '0123456789ABCDEF', created: '2023-11-14T22:13:20Z', algorithm: 'RSA', hash: 'SHA512' },
  ],
  [
    'of version 4 with a fingerprint and an old length',
    `882204001608001d05026553f100162104${'ab'.repeat(20)}0000`,
    { keyId: 'AB'.repeat(20), created: '2023-11-14T22:13:20Z', algorithm: 'EdDSA', hash: 'SHA256' },
  ],
  [
    'of version 3',
    'c2130305006553f1000123456789abcdef1102',
    { keyId: '0123456789ABCDEF', created: '2023-11-14T22:13:20Z', algorithm: 'DSA', hash: 'SHA1' },
  ],
  ['of another version', 'c20209', {}],
  ['that is another packet', 'c60204', {}],
])('a signature %s', (_, hex, claims) => {
  expect(readArmor(armored(hex))).toMatchObject(claims);
});

test('headers of the armor are no part of it, and an empty one is none', () => {
  const hex = 'c2180400010a001005026553f10009100123456789abcdef0000';
  expect(readArmor(armored(hex, 'Version: GnuPG v2\n'))).toMatchObject({ keyId: '0123456789ABCDEF' });
  expect(readArmor('-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----')).toBeUndefined();
  expect(readArmor('nothing')).toBeUndefined();
});

test('whatever the packet, there is an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(typeof readArmor(armored(`c2${Buffer.from(bytes).toString('hex')}`))).toBe('object');
    }),
  );
});
