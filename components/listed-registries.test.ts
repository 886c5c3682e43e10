import { expect, test } from 'vitest';
import { listedRegistries } from './listed-registries.ts';

test('what was used last comes first, and each registry stands once with its state', () => {
  const known = [
    { host: 'localhost:3000', origin: 'embedded' },
    { host: 'ghcr.io', origin: 'signed-in', user: 'ana' },
    { host: 'quay.io', origin: 'docker-config' },
  ] as const;
  const listed = listedRegistries(known, ['open.example:5000', 'ghcr.io', 'oci:/srv/layouts']);
  expect(listed.map(({ host, state }) => `${host}: ${state}`)).toEqual([
    'open.example:5000: not signed in',
    'ghcr.io: signed in as ana',
    'oci:/srv/layouts: layouts',
    'localhost:3000: built into Orrery',
    'quay.io: signed in through your Docker config',
  ]);
  expect(listed.map(({ origin }) => origin)).toEqual([
    'used',
    'signed-in',
    'used',
    'embedded',
    'docker-config',
  ]);
});
