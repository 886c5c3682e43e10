import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkToEnd } from '#e2e/fakes/walk-to-end';

const sbom = 'application/spdx+json';
const signature = 'application/vnd.cncf.notary.signature';

test('the first three requests are the tags, the manifest and its referrers', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  store.refer(image, sbom);
  const client = createFakeClient(store);
  await walkToEnd(client, '1.0');
  expect(client.calls.slice(0, 3)).toEqual(['tags', 'manifest 1.0', `referrers ${image.digest}`]);
});

test('each further step asks for children and referrers of everything reached', async () => {
  const store = createFakeStore();
  const amd64 = store.image('amd64');
  const index = store.index([amd64], { tag: '1.0' });
  const childSbom = store.refer(amd64, sbom);
  const sbomSignature = store.refer(childSbom, signature);
  const { nodes, edges } = await walkToEnd(createFakeClient(store), '1.0', { depth: 3 });
  expect(nodes.get(sbomSignature.digest)?.kind).toBe('signature');
  expect([...edges.keys()]).toEqual([
    `${index.digest} child ${amd64.digest}`,
    `${childSbom.digest} subject ${amd64.digest}`,
    `${sbomSignature.digest} subject ${childSbom.digest}`,
  ]);
});

test('nothing is walked twice, however often it is listed', async () => {
  const store = createFakeStore();
  const shared = store.image('shared');
  const inner = store.index([shared]);
  store.index([shared, inner, shared], { tag: '1.0' });
  const client = createFakeClient(store);
  await walkToEnd(client, '1.0', { depth: 32 });
  expect(client.calls.filter((call) => call === `manifest ${shared.digest}`)).toHaveLength(1);
});

test('a referrer is not read to be walked on, nor what led to it', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  store.refer(image, sbom);
  store.refer(image, signature);
  const client = createFakeClient(store);
  const { edges } = await walkToEnd(client, '1.0', { depth: 2 });
  expect(client.calls.filter((call) => call.startsWith('manifest sha256:'))).toEqual([]);
  expect([...edges.values()].map((edge) => edge.sources)).toEqual([['referrers-api'], ['referrers-api']]);
});

test('lists that name each other as referrers come to an end', async () => {
  const store = createFakeStore();
  const one = store.image('one', { tag: '1.0' });
  const two = store.image('two');
  const client = createFakeClient(store, {
    listReferrers: async (_repository, subject) => ({
      support: 'supported',
      descriptors: [subject === one.digest ? two : one, { ...one, digest: subject }],
      filtered: false,
    }),
  });
  const { nodes, complete } = await walkToEnd(client, '1.0', { depth: 32 });
  expect([...nodes.keys()]).toEqual([one.digest, two.digest]);
  expect(complete).toBe(true);
});

test('what hangs on the platforms of an index is asked with the index', async () => {
  const store = createFakeStore();
  const [amd64, arm64] = [store.image('amd64'), store.image('arm64')];
  const index = store.index([amd64, arm64], { tag: '1.0' });
  const report = store.refer(arm64, sbom);
  const { edges, answers } = await walkToEnd(createFakeClient(store), '1.0');
  expect(edges.has(`${report.digest} subject ${arm64.digest}`)).toBe(true);
  for (const { digest } of [index, amd64])
    expect(answers.get(`${digest} referrers referrers-api`)).toMatchObject({ state: 'none' });
});

test('the platforms of an index with very many are not asked, and have no answer', async () => {
  const store = createFakeStore();
  const entries = Array.from({ length: 9 }, (_, at) => store.image(`entry ${at}`));
  const index = store.index(entries, { tag: '1.0' });
  const { answers } = await walkToEnd(createFakeClient(store), '1.0');
  const asked = [...answers.values()].filter(({ question }) => question === 'referrers');
  expect(new Set(asked.map(({ about }) => about))).toEqual(new Set([index.digest]));
});
