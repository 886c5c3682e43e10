import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import type { FakeStore } from '#e2e/fakes/fake-store';
import { createFakeStore, describeBytes } from '#e2e/fakes/fake-store';
import { walkLimits, walkToEnd } from '#e2e/fakes/walk-to-end';
import { evidenceOf } from '#lib/graph/evidence';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';

const limits = { ...walkLimits, documentsMax: 9 };
const sbom = new TextEncoder().encode(
  JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', packages: [{ name: 'a' }] }),
);
const sbomBlob = describeBytes(sbom, 'application/spdx+json');

function putSbom(store: FakeStore, name: string): Descriptor {
  const config = describeBytes(new TextEncoder().encode('{}'), mediaTypes.empty);
  return store.put({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: 'application/spdx+json' },
    ...{ config, layers: [sbomBlob], annotations: { name } },
  });
}

/** An image to which an index without a type is attached. */
function attach(store: FakeStore, entries: (image: Descriptor) => readonly Descriptor[]) {
  const image = store.image('app', { tag: '1.0' });
  const index = store.put({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociIndex },
    ...{ manifests: entries(image), subject: image },
  });
  const client = createFakeClient(store, {
    getBlob: async (_, digest) => {
      const bytes = digest === sbomBlob.digest ? sbom : new TextEncoder().encode('{}');
      return { body: new Blob([bytes]).stream(), size: bytes.length, contentRange: undefined };
    },
    listReferrers: async (_, subject) => ({
      support: 'supported',
      descriptors: subject === image.digest ? [index] : [],
      filtered: false,
    }),
  });
  return { index, client };
}

test('an index that is attached is named by what its entries are', async () => {
  const store = createFakeStore();
  const { index, client } = attach(store, () => [putSbom(store, 'amd64'), putSbom(store, 'arm64')]);
  const graph = await walkToEnd(client, '1.0', { limits });
  expect(graph.nodes.get(index.digest)).toMatchObject({
    kind: 'sbom',
    title: '2 SBOMs',
    confidence: 'content',
    parts: [{ title: 'SPDX 2.3 · 1 package' }, { title: 'SPDX 2.3 · 1 package' }],
  });
  const found = evidenceOf(graph).find(({ kind }) => kind === 'sbom');
  expect(found).toMatchObject({ state: 'found', nodes: [index.digest] });
});

test('an index of images that is attached stays an index, and leaves no question open', async () => {
  const store = createFakeStore();
  const { index, client } = attach(store, () => [store.image('other')]);
  const graph = await walkToEnd(client, '1.0', { limits });
  expect(graph.nodes.get(index.digest)).toMatchObject({ kind: 'index', confidence: 'content' });
  expect(graph.answers.get(`${index.digest} content manifest`)).toMatchObject({ state: 'found', count: 1 });
});

test('what an index within an attached index holds stays an open question', async () => {
  const store = createFakeStore();
  const { index, client } = attach(store, () => [store.index([store.image('other')])]);
  const graph = await walkToEnd(client, '1.0', { limits });
  expect(graph.answers.get(`${index.digest} content manifest`)).toMatchObject({
    state: 'unknown',
    reason: 'It holds an index, and what that holds was not read.',
  });
  expect(evidenceOf(graph).map(({ state }) => state)).toEqual(Array(5).fill('unknown'));
});

test('entries beyond the limit are said to be unread', async () => {
  const store = createFakeStore();
  const { index, client } = attach(store, () =>
    Array.from({ length: 10 }, (_, at) => putSbom(store, `${at}`)),
  );
  const graph = await walkToEnd(client, '1.0', { limits });
  expect(graph.nodes.get(index.digest)?.parts).toHaveLength(8);
  expect(graph.answers.get(`${index.digest} content manifest`)).toMatchObject({
    reason: '2 of its entries were not read: there are too many.',
  });
});

test('an entry that the registry does not have leaves the question open, and the others stand', async () => {
  const store = createFakeStore();
  const missing = describeBytes(new TextEncoder().encode('gone'), mediaTypes.ociManifest);
  const { index, client } = attach(store, () => [putSbom(store, 'amd64'), missing]);
  const graph = await walkToEnd(client, '1.0', { limits });
  expect(graph.nodes.get(index.digest)?.parts).toHaveLength(1);
  expect(graph.answers.get(`${index.digest} content manifest`)).toMatchObject({ state: 'unknown' });
});
