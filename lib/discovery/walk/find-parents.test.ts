import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkLimits, walkToEnd } from '#e2e/fakes/walk-to-end';
import { createDiscoveryCache } from '#lib/discovery/repository-handle';
import { RegistryError } from '#lib/registry/registry-error';

test('all tags that point to the same digest are found', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.2.3' });
  store.image('app', { tag: 'latest' });
  store.image('old', { tag: '1.2.2' });
  const { nodes, answers } = await walkToEnd(createFakeClient(store), '1.2.3');
  expect(nodes.get(image.digest)?.tags).toEqual(['1.2.3', 'latest']);
  expect(answers.get(`${image.digest} tags manifest`)).toMatchObject({ state: 'found', count: 2 });
  expect(answers.get(`${image.digest} indexes manifest`)).toMatchObject({ state: 'none' });
});

test('an image that was opened by its digest knows its tags, and that it has none', async () => {
  const store = createFakeStore();
  const image = store.image('app');
  const client = createFakeClient(store);
  const { answers } = await walkToEnd(client, `x@${image.digest}`);
  expect(answers.get(`${image.digest} tags manifest`)).toMatchObject({ state: 'none' });
});

test('the indexes that hold the image are found, those that hold these, and nothing else of them', async () => {
  const store = createFakeStore();
  const image = store.image('amd64', { tag: 'amd64' });
  const other = store.image('arm64');
  const index = store.index([image, other], { tag: '1.0' });
  const group = store.index([index], { tag: 'group' });
  store.index([other], { tag: 'foreign' });
  const { nodes, edges, answers } = await walkToEnd(createFakeClient(store), 'amd64');
  expect([...edges.keys()].sort()).toEqual(
    [`${group.digest} child ${index.digest}`, `${index.digest} child ${image.digest}`].sort(),
  );
  expect(nodes.get(index.digest)).toMatchObject({ kind: 'index', tags: ['1.0'], state: 'loaded' });
  expect(nodes.has(other.digest)).toBe(false);
  expect(answers.get(`${image.digest} indexes manifest`)).toMatchObject({ state: 'found', count: 1 });
});

test('an attestation of BuildKit about the image is found in the index that holds both', async () => {
  const store = createFakeStore();
  const image = store.image('amd64', { tag: 'amd64' });
  const attestation = {
    ...store.image('attestation'),
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': image.digest,
    },
  };
  store.index([image, attestation], { tag: '1.0' });
  const { edges, answers } = await walkToEnd(createFakeClient(store), 'amd64');
  expect(edges.get(`${attestation.digest} about ${image.digest}`)?.sources).toEqual(['buildkit']);
  expect(answers.get(`${image.digest} referrers buildkit`)).toMatchObject({ state: 'found', count: 1 });
});

test('tags beyond the limit leave the question open, with their number', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  for (let at = 0; at < 5; at++) store.image(`${at}`, { tag: `other-${at}` });
  const limits = { ...walkLimits, resolvedTagsMax: 2 };
  const { answers, complete } = await walkToEnd(createFakeClient(store), '1.0', { limits });
  expect(answers.get(`${image.digest} tags manifest`)).toMatchObject({
    state: 'unknown',
    reason: '3 of 6 tags were read.',
  });
  expect(complete).toBe(false);
});

test('asking again goes on with the tags that were not looked at', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  for (let at = 0; at < 3; at++) store.image('app', { tag: `other-${at}` });
  const client = createFakeClient(store);
  const home = { client, repository: 'team/app', cache: createDiscoveryCache() };
  const limits = { ...walkLimits, resolvedTagsMax: 2 };
  const first = await walkToEnd(client, '1.0', { primary: home, limits });
  const second = await walkToEnd(client, '1.0', { primary: home, limits });
  expect(first.answers.get(`${image.digest} tags manifest`)).toMatchObject({
    reason: '3 of 4 tags were read.',
  });
  expect(second.answers.get(`${image.digest} tags manifest`)).toMatchObject({ state: 'found', count: 4 });
});

test('a tag that vanished since it was listed points nowhere, one that cannot be asked is a doubt', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const head = (code: 'not-found' | 'unavailable') =>
    createFakeClient(store, {
      listTags: async () => ({ names: ['1.0', 'gone'] }),
      resolveManifest: () => Promise.reject(new RegistryError(code, 'fake.test', 'No.')),
    });
  const gone = await walkToEnd(head('not-found'), '1.0');
  const broken = await walkToEnd(head('unavailable'), '1.0');
  expect(gone.answers.get(`${image.digest} tags manifest`)).toMatchObject({ state: 'found', count: 1 });
  expect(broken.answers.get(`${image.digest} tags manifest`)).toMatchObject({ code: 'unavailable' });
});

test('where a registry counts what is read few indexes are looked into, and the walk ends with what is left', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: 'app' });
  for (let at = 0; at < 5; at++) store.index([store.image(`${at}`)], { tag: `other-${at}` });
  const rateLimit = () => ({ limit: 100, remaining: 40 });
  const { answers } = await walkToEnd(createFakeClient(store, { rateLimit }), 'app');
  expect(answers.get(`${image.digest} indexes manifest`)).toMatchObject({
    state: 'unknown',
    reason: '3 of 5 indexes were read.',
  });
});
