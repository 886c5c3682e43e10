import { expect, test } from 'vitest';
import { startupMessage } from './startup-message.ts';

const token = 'k7Jq2nVb0cXz4mLs9wRt1yHd';
const usual = { port: 3001, registry: 'open', hasDemo: true, token } as const;

test('with the demo both things to try are about it, and every address opens', () => {
  expect(startupMessage(usual)).toBe(`Orrery is at http://127.0.0.1:3001/?token=${token}
Two things to try:
  open http://127.0.0.1:3001/localhost:3001/acme/storefront:2.4.1?token=${token}
  run  oras discover localhost:3001/acme/storefront:2.4.1`);
});

test('where nobody is asked for a token none is printed', () => {
  expect(startupMessage({ ...usual, token: undefined })).not.toContain('token');
});

test('without the demo nothing is named that is not there', () => {
  expect(startupMessage({ ...usual, hasDemo: false })).not.toContain('storefront');
});

test.for([
  ['off', true],
  ['read', false],
] as const)(
  'with the registry %s and the demo %s, no command is named that would fail',
  ([registry, hasDemo]) => {
    expect(startupMessage({ ...usual, registry, hasDemo })).not.toMatch(/oras (?:push|discover)/);
  },
);

test('a process that only scans names no address that it does not serve', () => {
  const inventory = { role: 'worker', requestsPerSecond: 5, access: 'roles' } as const;
  expect(startupMessage({ ...usual, inventory })).toBe(
    'Orrery scans registries, and answers /readyz on port 3001.',
  );
});
