import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkLimits, walkToEnd } from '#e2e/fakes/walk-to-end';
import { evidenceOf } from '#lib/graph/evidence';
import { digestFromHash } from '#lib/oci/digest';

const linux = { os: 'linux', architecture: 'amd64' };
const nowhere = { os: 'unknown', architecture: 'unknown' };
const type = { 'vnd.docker.reference.type': 'attestation-manifest' };
const digest = digestFromHash('sha256', 'f'.repeat(64));

test.each([
  ['without a digest', { platform: nowhere, annotations: type }],
  [
    'with the digest of something else',
    { platform: nowhere, annotations: { ...type, 'vnd.docker.reference.digest': digest } },
  ],
  ['without a platform', { annotations: type }],
  ['without annotations', { platform: nowhere }],
])('an attestation of BuildKit %s may be about any platform of the index', async (_, change) => {
  const store = createFakeStore();
  const image = store.image('amd64');
  store.index(
    [
      { ...image, platform: linux },
      { ...store.image('attestation'), ...change },
    ],
    { tag: '1.0' },
  );
  const graph = await walkToEnd(createFakeClient(store), '1.0');
  expect(graph.answers.get(`${image.digest} referrers buildkit`)).toMatchObject({
    state: 'unknown',
    reason: '1 entry of the index does not say which platform it is about.',
  });
  expect(evidenceOf(graph).map(({ state }) => state)).toEqual(Array(5).fill('unknown'));
});

test('a referrer that says it belongs to another artifact does not prove what is listed', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const foreign = store.refer(store.image('other'), 'application/vnd.acme.thing');
  const client = createFakeClient(store, {
    listReferrers: async () => ({ support: 'supported', descriptors: [foreign], filtered: false }),
  });
  const graph = await walkToEnd(client, '1.0', { limits: { ...walkLimits, documentsMax: 9 } });
  expect(graph.edges.has(`${foreign.digest} subject ${image.digest}`)).toBe(true);
  expect(graph.answers.get(`${foreign.digest} content manifest`)).toMatchObject({
    reason: 'It names another artifact as its subject.',
  });
  expect(evidenceOf(graph)[0]?.state).toBe('unknown');
});

test('attachments of unknown types beyond the limit of documents are said to be unread', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  for (const name of ['one', 'two']) store.refer(image, 'application/vnd.acme.thing', name);
  const limits = { ...walkLimits, documentsMax: 1 };
  const graph = await walkToEnd(createFakeClient(store), '1.0', { limits });
  expect(graph.limits).toEqual(['Of the attachments of unknown types only the first 1 were read.']);
  expect(graph.complete).toBe(false);
});

test('a manifest that an index lists for several platforms is one node with all of them', async () => {
  const store = createFakeStore();
  const image = store.image('data');
  const arm = (variant: string) => ({ ...image, platform: { os: 'linux', architecture: 'arm', variant } });
  store.index([arm('v6'), arm('v7'), { ...store.image('amd64'), platform: linux }], { tag: '1.0' });
  const graph = await walkToEnd(createFakeClient(store), '1.0');
  expect(graph.nodes.get(image.digest)?.platforms).toEqual(['linux/arm/v6', 'linux/arm/v7']);
  expect([...graph.edges.values()].filter(({ to }) => to === image.digest)).toHaveLength(1);
});

test('the images that an index lists are read with it, so that their size is known', async () => {
  const store = createFakeStore();
  const image = store.image('amd64');
  store.index([{ ...image, platform: linux }], { tag: '1.0' });
  const limits = { ...walkLimits, documentsMax: 9 };
  const graph = await walkToEnd(createFakeClient(store), '1.0', { limits });
  expect(graph.nodes.get(image.digest)).toMatchObject({ state: 'loaded', platform: 'linux/amd64' });
});

test('where each read counts as a pull, the images of an index are not read with it', async () => {
  const store = createFakeStore();
  const image = store.image('amd64');
  store.index([{ ...image, platform: linux }], { tag: '1.0' });
  const client = createFakeClient(store, { rateLimit: () => ({ limit: 100, remaining: 90 }) });
  const graph = await walkToEnd(client, '1.0', { limits: { ...walkLimits, documentsMax: 9 } });
  expect(graph.nodes.get(image.digest)?.state).toBe('listed');
});
