import { Buffer } from 'node:buffer';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '#lib/registry/auth/credential';
import type { AskHelper } from './credential-helper.ts';
import { createDockerConfigSource, listDockerConfigRegistries } from './docker-config.ts';

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
