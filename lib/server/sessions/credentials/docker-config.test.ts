import { Buffer } from 'node:buffer';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Credential } from '#lib/registry/auth/credential';
import { Secret } from '#lib/registry/auth/credential';
import type { AskHelper } from './credential-helper.ts';
import {
  createContainersAuthSource,
  createDockerConfigSource,
  listDockerConfigRegistries,
  normalizeKey,
  parseDockerConfig,
} from './docker-config.ts';

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docker-config-'));
  path = join(folder, 'config.json');
});
afterAll(() => rm(folder, { recursive: true }));

const auth = Buffer.from('ada:from-file').toString('base64');
const write = (config: unknown) => writeFile(path, JSON.stringify(config));

function helper(answer: string | undefined): { ask: AskHelper; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: async (suffix, serverUrl) => {
      asked.push(`${suffix} ${serverUrl}`);
      return answer === undefined
        ? undefined
        : { kind: 'basic', username: 'helped', password: new Secret(answer) };
    },
  };
}

test('without a file nobody is known', async () => {
  const missing = join(folder, 'none', 'config.json');
  expect(await createDockerConfigSource({ path: missing })('ghcr.io')).toBeUndefined();
  expect(await listDockerConfigRegistries(missing)).toEqual([]);
});

test('a helper of the registry comes before the store, and the store before the file', async () => {
  const auths = { 'a.example': { auth }, 'https://b.example/v2/': {}, 'https://index.docker.io/v1/': {} };
  await write({ auths, credHelpers: { 'a.example': 'one' }, credsStore: 'all' });
  const { ask, asked } = helper('from-helper');
  const source = createDockerConfigSource({ path, askHelper: ask });
  for (const registry of ['a.example', 'b.example', 'c.example', 'docker.io']) await source(registry);
  expect(asked).toEqual([
    'one a.example',
    'all https://b.example/v2/',
    'all c.example',
    'all https://index.docker.io/v1/',
  ]);
  expect(await listDockerConfigRegistries(path)).toEqual(['a.example', 'b.example', 'docker.io']);
});

test('what the store does not know may still stand in the file', async () => {
  await write({ auths: { 'a.example': { auth } }, credsStore: 'all' });
  const source = createDockerConfigSource({ path, askHelper: helper(undefined).ask });
  expect(await source('a.example')).toMatchObject({ kind: 'basic', username: 'ada' });
});

test('a login in another terminal counts at once', async () => {
  await write({});
  const source = createDockerConfigSource({ path });
  expect(await source('a.example')).toBeUndefined();
  await write({ auths: { 'a.example': { auth } } });
  expect(await source('a.example')).toMatchObject({ username: 'ada' });
});

test('a broken file is told without a word of what it holds', async () => {
  await writeFile(path, '{"auths":{"a.example":{"auth":"hunter2"');
  const error: unknown = await createDockerConfigSource({ path })('a.example').catch(
    (caught: unknown) => caught,
  );
  expect(error).toMatchObject({ code: 'unauthorized', registry: 'a.example' });
  expect(String(error) + JSON.stringify(error)).not.toContain('hunter2');
});

const entryOf = (user: string) => ({ auth: Buffer.from(`${user}:secret`).toString('base64') });

async function sourceOf(auths: Readonly<Record<string, unknown>>) {
  const path = join(await mkdtemp(join(tmpdir(), 'orrery-auth-')), 'auth.json');
  await writeFile(path, JSON.stringify({ auths }));
  return createContainersAuthSource(path);
}

test.each([
  ['org/app', 'app'],
  ['org/app/part', 'app'],
  ['org/other', 'org'],
  ['elsewhere', 'all'],
])('of several keys the longest that fits %s counts', async (repository, username) => {
  const source = await sourceOf({
    'quay.io': entryOf('all'),
    'quay.io/org': entryOf('org'),
    'quay.io/org/app': entryOf('app'),
  });
  expect(await source('quay.io', repository)).toMatchObject({ username, perRepository: true });
});

test('a registry with one key has one credential for all of it', async () => {
  const source = await sourceOf({ 'quay.io': entryOf('all'), 'ghcr.io/org': entryOf('other') });
  const credential = await source('quay.io', 'org/app');
  expect(credential).toMatchObject({ username: 'all' });
  expect(credential).not.toHaveProperty('perRepository');
  expect(await source('ghcr.io', 'elsewhere')).toBeUndefined();
});

test('without a file everybody is a stranger', async () => {
  const source = createContainersAuthSource(join(tmpdir(), 'orrery-no-such', 'auth.json'));
  expect(await source('quay.io', 'org/app')).toBeUndefined();
});

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
