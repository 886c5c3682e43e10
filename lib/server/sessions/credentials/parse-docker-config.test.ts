import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import type { Credential } from '#lib/registry/auth/credential';
import { normalizeKey, parseDockerConfig } from './parse-docker-config.ts';

function read(auths: Record<string, unknown>, registry: string): string | undefined {
  const credential = parseDockerConfig(JSON.stringify({ auths })).entries.get(registry)?.credential;
  return credential === undefined ? undefined : describeCredential(credential);
}

function describeCredential(credential: Credential): string {
  return credential.kind === 'basic'
    ? `${credential.username} ${credential.password.reveal()}`
    : `${credential.kind} ${credential.token.reveal()}`;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a Docker config', () => {
  test.each([
    ['auth', { auth: base64('ada:engine') }, 'ada engine'],
    ['a password with colons', { auth: base64('ada:a:b:c') }, 'ada a:b:c'],
    ['zero bytes after the password', { auth: base64('ada:engine\0\0') }, 'ada engine'],
    ['letters beyond ASCII', { auth: base64('åda:pässwörd') }, 'åda pässwörd'],
    ['username and password', { username: 'ada', password: 'engine' }, 'ada engine'],
    ['an identity token', { auth: base64('ada:'), identitytoken: 'id' }, 'identity-token id'],
    ['a registry token', { registrytoken: 'reg' }, 'registry-token reg'],
    ['an empty object', {}, undefined],
    ['base64 without a colon', { auth: base64('ada') }, undefined],
    ['a user without a name', { auth: base64(':engine') }, undefined],
    ['a number', { auth: 7 }, undefined],
  ])('gives the credential in %s', (_, entry, expected) => {
    expect(read({ 'ghcr.io': entry }, 'ghcr.io')).toBe(expected);
  });

  test.each([
    ['ghcr.io', 'ghcr.io'],
    ['https://ghcr.io', 'ghcr.io'],
    ['https://GHCR.io/v2/', 'ghcr.io'],
    ['http://localhost:5000/', 'localhost:5000'],
    ['https://index.docker.io/v1/', 'docker.io'],
    ['registry-1.docker.io', 'docker.io'],
    ['quay.io/org', 'quay.io/org'],
  ])('knows %s as %s', (key, registry) => {
    expect(normalizeKey(key)).toBe(registry);
  });

  test('takes the spelling that holds something when a registry is named twice', () => {
    const auths = { 'https://ghcr.io': {}, 'ghcr.io': { auth: base64('ada:engine') } };
    expect(read(auths, 'ghcr.io')).toBe('ada engine');
  });

  test('names its helpers by registry, and the store for all others', () => {
    const config = parseDockerConfig(
      JSON.stringify({ credsStore: 'desktop', credHelpers: { 'https://x.example/v2/': 'ecr-login', y: '' } }),
    );
    expect(config.store).toBe('desktop');
    expect([...config.helpers]).toEqual([['x.example', 'ecr-login']]);
  });

  test.each(['', '[]', '"x"', '{', 'null'])('is refused when it is %j', (text) => {
    expect(() => parseDockerConfig(text)).toThrow();
  });

  test.each(['{}', '{"auths":null}', '{"auths":[]}', '{"credHelpers":"x","credsStore":7}'])(
    'may be empty: %s',
    (text) => {
      const config = parseDockerConfig(text);
      expect([config.entries.size, config.helpers.size, config.store]).toEqual([0, 0, undefined]);
    },
  );
});
