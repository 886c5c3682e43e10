import { expect, test } from 'vitest';
import { scanInTest } from '#e2e/fakes/scan-in-test';
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
