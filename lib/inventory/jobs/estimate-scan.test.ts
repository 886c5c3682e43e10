import { expect, test } from 'vitest';
import { scanInTest } from '#e2e/fakes/scan-in-test';
import { RegistryError } from '#lib/registry/registry-error';
import { estimateScan } from './estimate-scan.ts';

const { signal } = new AbortController();

function registryOf(repositories: readonly string[], tags: number) {
  const asked: string[] = [];
  const { context } = scanInTest({
    listRepositories: async () => ({ names: repositories }),
    listTags: async (repository) => {
      asked.push(repository);
      return { names: Array.from({ length: tags }, (_, at) => String(at)) };
    },
  });
  return { client: context.registry('').client, asked };
}

test('a repository costs what its tags cost', async () => {
  const { client } = registryOf([], 10);
  expect(await estimateScan(client, 'team/app', { rate: 5, signal })).toMatchObject({
    repositories: 1,
    tags: 10,
    requests: 51,
    seconds: 11,
  });
});

test('a registry is estimated by a few of its repositories, spread over the list', async () => {
  const names = Array.from({ length: 90 }, (_, at) => `team/app-${at}`);
  const { client, asked } = registryOf(names, 20);
  expect(await estimateScan(client, undefined, { rate: undefined, signal })).toEqual({
    repositories: 90,
    tags: 1_800,
    requests: 9_090,
    basis: 'The tags of 3 of 90 repositories were counted; about 5 requests for each tag.',
  });
  expect(asked).toEqual(['team/app-0', 'team/app-30', 'team/app-60']);
});

test('a registry without repositories costs nothing', async () => {
  const { client } = registryOf([], 0);
  expect(await estimateScan(client, undefined, { rate: 5, signal })).toMatchObject({ requests: 0, tags: 0 });
});

test('a repository that refuses is left out, and a registry that refuses all of them says so', async () => {
  const refused = (name: string) => new RegistryError('forbidden', 'a.io', `a.io refuses to show ${name}.`);
  const estimate = async (isRefused: (name: string) => boolean) => {
    const { context } = scanInTest({
      listRepositories: async () => ({ names: ['open/app', 'private/app'] }),
      listTags: async (name) => {
        if (isRefused(name)) throw refused(name);
        return { names: ['1', '2', '3'] };
      },
    });
    return await estimateScan(context.registry('').client, undefined, { rate: 5, signal });
  };
  expect(await estimate((name) => name.startsWith('private/'))).toMatchObject({
    tags: 6,
    basis: 'The tags of 1 of 2 repositories were counted; about 5 requests for each tag.',
  });
  await expect(estimate(() => true)).rejects.toThrow('refuses to show open/app');
});
