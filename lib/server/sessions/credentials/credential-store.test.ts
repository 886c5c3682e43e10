import { expect, test } from 'vitest';
import { Secret } from '#lib/registry/auth/credential';
import { createCredentialStore } from './credential-store.ts';

const credential = { kind: 'basic', username: 'ada', password: new Secret('engine') } as const;

test('what was signed in to is there until it is signed out of', () => {
  const store = createCredentialStore();
  store.set('ghcr.io', credential);
  expect(store.get('ghcr.io')).toBe(credential);
  expect(store.registries()).toEqual(['ghcr.io']);
  store.delete('ghcr.io');
  expect(store.get('ghcr.io')).toBeUndefined();
  expect(store.registries()).toEqual([]);
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

test('who may have the credentials is kept by registry, goes with them, and is copied apart', () => {
  const store = createCredentialStore();
  store.allowTokenServer('a.example', 'https://auth.example.net');
  store.allowTokenServer('a.example', 'https://auth.example.net');
  const copy = store.copy();
  copy.allowTokenServer('a.example', 'https://other.example.net');
  expect(store.tokenServers('a.example')).toEqual(['https://auth.example.net']);
  expect(copy.tokenServers('a.example')).toEqual(['https://auth.example.net', 'https://other.example.net']);
  expect(store.tokenServers('b.example')).toEqual([]);
  store.delete('a.example');
  expect(store.tokenServers('a.example')).toEqual([]);
});
