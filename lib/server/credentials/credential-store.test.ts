import { expect, test } from 'vitest';
import { Secret } from '#lib/registry/auth/secret';
import { createCredentialStore } from '#lib/server/credentials/credential-store';

const credential = { kind: 'basic', username: 'ada', password: new Secret('engine') } as const;

test('what was signed in to is there until it is signed out of', () => {
  const store = createCredentialStore();
  store.set('ghcr.io', credential);
  expect(store.get('ghcr.io')).toBe(credential);
  expect(store.registries()).toEqual(['ghcr.io']);
  expect(store.delete('ghcr.io')).toBe(true);
  expect(store.get('ghcr.io')).toBeUndefined();
  expect(store.delete('ghcr.io')).toBe(false);
});

test('two sessions know nothing of each other', () => {
  const mine = createCredentialStore();
  mine.set('ghcr.io', credential);
  expect(createCredentialStore().get('ghcr.io')).toBeUndefined();
});

test('a session cannot fill the memory: the oldest registry is forgotten', () => {
  const store = createCredentialStore();
  for (let i = 0; i <= 100; i++) store.set(`registry-${i}.example`, credential);
  expect(store.registries()).toHaveLength(100);
  expect(store.get('registry-0.example')).toBeUndefined();
  expect(store.get('registry-100.example')).toBe(credential);
});
