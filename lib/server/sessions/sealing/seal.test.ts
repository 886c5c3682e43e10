import { assert, nat, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '#lib/registry/auth/credential';
import { createSealer } from './seal.ts';

const key = new Secret('the key of this server, of 32 bytes and more');
const before = new Secret('the key that it had before this one was made');

test('what was sealed opens with the same key, salt, purpose and context, and with no other', () => {
  const sealed = createSealer([key], 'cookie', 'session').seal('a password', 'row 1');
  expect(createSealer([key], 'cookie', 'session').unseal(sealed, 'row 1')?.text).toBe('a password');
  expect(createSealer([key], 'cookie', 'session').unseal(sealed, 'row 2')).toBeUndefined();
  expect(createSealer([key], 'cake', 'session').unseal(sealed, 'row 1')).toBeUndefined();
  expect(createSealer([key], 'cookie', 'login').unseal(sealed, 'row 1')).toBeUndefined();
  expect(createSealer([before], 'cookie', 'session').unseal(sealed, 'row 1')).toBeUndefined();
});

test('after a change of keys the one before still opens, and what it opened says so', () => {
  const sealed = createSealer([before], 's', 'p').seal('a password', 'row');
  const sealer = createSealer([key, before], 's', 'p');
  expect(sealer.unseal(sealed, 'row')).toEqual({ text: 'a password', isOld: true });
  expect(sealer.unseal(sealer.seal('a password', 'row'), 'row')).toEqual({
    text: 'a password',
    isOld: false,
  });
});

test('nothing of the text shows, and no altered byte passes', () => {
  const sealer = createSealer([key], 's', 'p');
  assert(
    property(string(), nat(), nat({ max: 254 }), (text, place, change) => {
      const sealed = Buffer.from(sealer.seal(text, 'row'));
      expect(sealer.unseal(sealed, 'row')?.text).toBe(Buffer.from(text).toString());
      const at = place % sealed.length;
      sealed[at] = ((sealed[at] ?? 0) + 1 + change) % 256;
      expect(sealer.unseal(sealed, 'row')).toBeUndefined();
    }),
  );
  expect(Buffer.from(sealer.seal('canary-password', 'row')).toString('latin1')).not.toContain('canary');
  expect(sealer.unseal(new Uint8Array(3), 'row')).toBeUndefined();
});

test('there is no sealing without a key', () => expect(() => createSealer([], 's', 'p')).toThrow(TypeError));
