import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { parseDigest } from '#lib/oci/digest';
import { RegistryError } from '#lib/registry/registry-error';
import { findSuggestions } from './suggestions.ts';

const there = { digest: parseDigest(`sha256:${'a'.repeat(64)}`), mediaType: 'x/y', size: 1 };
const { signal } = new AbortController();

test('only what is there is suggested', async () => {
  const client = createFakeClient(createFakeStore(), {
    resolveManifest: async (repository) => {
      if (repository === 'acme/payments') return there;
      throw new RegistryError('not-found', 'fake.test', 'It is not there.');
    },
  });
  const references = (await findSuggestions(client, signal)).map(({ reference }) => reference);
  expect(references).toEqual(['fake.test/acme/payments:3.2.0']);
});

test('a fault of ours is not taken for absence', async () => {
  const client = createFakeClient(createFakeStore(), {
    resolveManifest: () => Promise.reject(new TypeError('broken')),
  });
  await expect(findSuggestions(client, signal)).rejects.toThrow('broken');
});
