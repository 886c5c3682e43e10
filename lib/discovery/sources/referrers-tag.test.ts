import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkLimits, walkToEnd } from '#e2e/fakes/walk-to-end';
import type { GraphState } from '#lib/graph/graph-state';
import type { EdgeSource } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import { digestFromHash } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';

const sbom = 'application/spdx+json';
const signature = 'application/vnd.cncf.notary.signature';

function answerOf(graph: GraphState, about: Descriptor, source: EdgeSource) {
  return graph.answers.get(`${about.digest} referrers ${source}`);
}

/** An image with an SBOM and a signature in a registry without the referrers API, listed under the tag. */
function taggedStore(entries: (found: { report: Descriptor; signed: Descriptor }) => readonly Descriptor[]) {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const report = store.refer(image, sbom);
  const signed = store.refer(image, signature);
  store.index(entries({ report, signed }), { tag: referrersTag(image.digest) });
  return { store, image, report, signed };
}

test('without the API the referrers tag answers, and the graph is complete', async () => {
  const { store, image, report } = taggedStore(({ report, signed }) => [report, signed, report]);
  const graph = await walkToEnd(createFakeClient(store, { hasReferrers: false }), '1.0');
  expect(answerOf(graph, image, 'referrers-api')).toMatchObject({ state: 'unknown', code: 'unsupported' });
  expect(answerOf(graph, image, 'referrers-tag')).toMatchObject({ state: 'found', count: 2 });
  expect(graph.edges.get(`${report.digest} subject ${image.digest}`)?.sources).toEqual(['referrers-tag']);
  expect(graph.nodes.get(report.digest)).toMatchObject({
    kind: 'sbom',
    artifactType: sbom,
    state: 'loaded',
  });
  expect(graph.complete).toBe(true);
});

test('an entry of the tag whose own subject is another is not believed', async () => {
  const { store, image, report } = taggedStore(({ report }) => [report]);
  const other = store.image('other');
  const foreign = store.refer(other, signature);
  store.index([report, foreign], { tag: referrersTag(image.digest) });
  const graph = await walkToEnd(createFakeClient(store, { hasReferrers: false }), '1.0');
  expect(graph.nodes.has(foreign.digest)).toBe(false);
  expect(answerOf(graph, image, 'referrers-tag')).toMatchObject({ count: 1 });
});

test('an entry of the tag whose manifest is gone is a ghost at its place', async () => {
  const gone = {
    mediaType: mediaTypes.ociManifest,
    digest: digestFromHash('sha256', 'b'.repeat(64)),
    size: 9,
  };
  const { store, image } = taggedStore(({ report }) => [report, gone]);
  const graph = await walkToEnd(createFakeClient(store, { hasReferrers: false }), '1.0');
  expect(graph.nodes.get(gone.digest)).toMatchObject({ state: 'missing' });
  expect(graph.edges.has(`${gone.digest} subject ${image.digest}`)).toBe(true);
  expect(graph.complete).toBe(false);
});

test('a registry that takes the tag for the digest itself does not make a thing its own referrer', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  store.tags.set(referrersTag(image.digest), image.digest);
  const graph = await walkToEnd(createFakeClient(store, { hasReferrers: false }), '1.0');
  expect(answerOf(graph, image, 'referrers-tag')).toMatchObject({ state: 'none' });
  expect([...graph.edges.values()]).toEqual([]);
});

test('a tag that holds no list could not be determined', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  store.image('impostor', { tag: referrersTag(image.digest) });
  const graph = await walkToEnd(createFakeClient(store, { hasReferrers: false }), '1.0');
  expect(answerOf(graph, image, 'referrers-tag')).toMatchObject({ state: 'unknown', code: 'bad-response' });
  expect(graph.complete).toBe(false);
});

test('a tag with too many entries is read up to the limit, and says so', async () => {
  const { store } = taggedStore(({ report, signed }) => [report, signed]);
  const limits = { ...walkLimits, referrersTagEntriesMax: 1 };
  const graph = await walkToEnd(createFakeClient(store, { hasReferrers: false }), '1.0', { limits });
  expect(graph.limits).toEqual(['The referrers tag lists 2 entries; the first 1 were read.']);
  expect(graph.complete).toBe(false);
});

test('a filter is applied to the tag by the type in the manifest, not by the one in the list', async () => {
  const { store, image, report, signed } = taggedStore(({ report, signed }) => [
    { ...report, artifactType: signature },
    { ...signed, artifactType: sbom },
  ]);
  const client = createFakeClient(store, { hasReferrers: false });
  const graph = await walkToEnd(client, '1.0', { artifactType: sbom });
  expect(graph.nodes.has(report.digest)).toBe(true);
  expect(graph.nodes.has(signed.digest)).toBe(false);
  expect(answerOf(graph, image, 'referrers-tag')).toMatchObject({ count: 1, filtered: 'here' });
});
