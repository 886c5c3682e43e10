import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkToEnd } from '#e2e/fakes/walk-to-end';
import { parseDigest } from '#lib/oci/digest';
import { referrersTag } from '#lib/oci/referrers-tag';
import { keptContentMaxBytes } from './limits.ts';
import { createDiscoveryCache, keepContent, recallContent } from './repository-handle.ts';

const sbom = 'application/spdx+json';

function visits() {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  store.image('app', { tag: 'latest' });
  store.refer(store.refer(image, sbom), 'application/vnd.cncf.notary.signature');
  const client = createFakeClient(store);
  const home = { client, repository: 'team/app', cache: createDiscoveryCache() };
  return { store, image, client, home };
}

test('the second visit asks about what was opened again, and about nothing else', async () => {
  const { image, client, home } = visits();
  const first = await walkToEnd(client, '1.0', { primary: home, depth: 3 });
  const asked = client.calls.length;
  const second = await walkToEnd(client, '1.0', { primary: home, depth: 3 });
  const tag = referrersTag(image.digest);
  expect(client.calls.slice(asked)).toEqual([
    'tags',
    'manifest 1.0',
    `referrers ${image.digest}`,
    ...[tag, `${tag}.sig`, `${tag}.att`, `${tag}.sbom`].map((name) => `manifest ${name}`),
  ]);
  expect([...second.nodes.keys()].sort()).toEqual([...first.nodes.keys()].sort());
  expect(second.nodes.get(image.digest)?.tags).toEqual(['1.0', 'latest']);
});

test('a signature under a tag that was pushed meanwhile is seen on the second visit', async () => {
  const { store, image, client, home } = visits();
  await walkToEnd(client, '1.0', { primary: home });
  const late = store.image('late', { tag: `${referrersTag(image.digest)}.sig` });
  const { edges } = await walkToEnd(client, '1.0', { primary: home });
  expect(edges.has(`${late.digest} subject ${image.digest}`)).toBe(true);
});

test('a row reads no list anew that names its tag, and reads one anew that does not', async () => {
  const { store, client, home } = visits();
  await walkToEnd(client, '1.0', { primary: home, isRow: true });
  await walkToEnd(client, 'latest', { primary: home, isRow: true });
  expect(client.calls.filter((call) => call === 'tags')).toHaveLength(1);
  store.image('app', { tag: 'new' });
  await walkToEnd(client, 'new', { primary: home, isRow: true });
  expect(client.calls.filter((call) => call === 'tags')).toHaveLength(2);
});

test('what was attached meanwhile is seen on the second visit', async () => {
  const { store, image, client, home } = visits();
  await walkToEnd(client, '1.0', { primary: home });
  const late = store.refer(image, sbom, 'late');
  const { nodes } = await walkToEnd(client, '1.0', { primary: home });
  expect(nodes.has(late.digest)).toBe(true);
});

test('a fresh walk asks for everything, as the first one did', async () => {
  const { client, home } = visits();
  await walkToEnd(client, '1.0', { primary: home, depth: 3 });
  const asked = client.calls.length;
  await walkToEnd(client, '1.0', { primary: home, depth: 3, isFresh: true });
  expect(client.calls.slice(asked).sort()).toEqual(client.calls.slice(0, asked).sort());
});

test('asking again can be for some sources alone', async () => {
  const { image, client, home } = visits();
  const graph = await walkToEnd(client, '1.0', {
    primary: home,
    sources: new Set(['referrers-api'] as const),
  });
  expect(client.calls).toEqual(['manifest 1.0', `referrers ${image.digest}`]);
  expect([...graph.answers.values()].map(({ source }) => source)).toEqual(['manifest', 'referrers-api']);
});

test('a small blob is kept as a copy, a large one only noted', () => {
  const handle = {
    client: createFakeClient(createFakeStore()),
    repository: 'app',
    cache: createDiscoveryCache(),
  };
  const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
  const bytes = new Uint8Array([1, 2, 3]);
  keepContent(handle, digest, bytes);
  recallContent(handle, digest)?.fill(0);
  bytes.fill(9);
  expect(recallContent(handle, digest)).toEqual(new Uint8Array([1, 2, 3]));
  const other = parseDigest(`sha256:${'b'.repeat(64)}`);
  keepContent(handle, other, new Uint8Array(keptContentMaxBytes + 1));
  expect([recallContent(handle, other), handle.cache.blobs.has(`app@${other}`)]).toEqual([undefined, true]);
});
