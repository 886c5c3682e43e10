import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './credential.ts';

test('a secret gives its text to whoever asks for it by name', () => {
  expect(new Secret('hunter2').reveal()).toBe('hunter2');
});

test.each([
  ['a template', (secret: Secret) => `${secret}`],
  ['String()', (secret: Secret) => String(secret)],
  ['concatenation', (secret: Secret) => `password: ${secret}`],
  ['JSON', (secret: Secret) => JSON.stringify({ deep: [secret] })],
  ['inspect', (secret: Secret) => inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
  ['an error that carries it', (secret: Secret) => inspect(new Error('no', { cause: { secret } }))],
  ['its entries', (secret: Secret) => JSON.stringify(Object.entries(secret))],
])('a secret does not show in %s', (_, print) => {
  expect(print(new Secret('hunter2'))).not.toContain('hunter2');
});
