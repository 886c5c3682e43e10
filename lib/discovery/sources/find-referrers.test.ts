import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkToEnd } from '#e2e/fakes/walk-to-end';
import type { GraphState } from '#lib/graph/graph-state';
import type { EdgeSource } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import { referrersTag } from '#lib/oci/referrers-tag';
import { RegistryError } from '#lib/registry/registry-error';

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

test('an answer with referrers counts them, one without says none', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const before = await walkToEnd(createFakeClient(store), '1.0');
  store.refer(image, sbom);
  const after = await walkToEnd(createFakeClient(store), '1.0');
  expect(answerOf(before, image, 'referrers-api')).toMatchObject({ state: 'none' });
  expect(answerOf(after, image, 'referrers-api')).toMatchObject({ state: 'found', count: 1 });
  expect(after.complete).toBe(true);
});

test('without API and tag there are no referrers, known for certain', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const graph = await walkToEnd(createFakeClient(store, { hasReferrers: false }), '1.0');
  expect(answerOf(graph, image, 'referrers-tag')).toMatchObject({ state: 'none' });
  expect(graph.complete).toBe(true);
});

test.for(['unauthorized', 'forbidden', 'not-found'] as const)(
  'where the API answers %s the tag is asked too, and the question stays open',
  async (code) => {
    const { store, image } = taggedStore(({ report }) => [report]);
    const client = createFakeClient(store, {
      listReferrers: () => Promise.reject(new RegistryError(code, 'fake.test', 'No.')),
    });
    const graph = await walkToEnd(client, '1.0');
    expect(answerOf(graph, image, 'referrers-api')).toMatchObject({ state: 'unknown', code });
    expect(answerOf(graph, image, 'referrers-tag')).toMatchObject({ state: 'found', count: 1 });
    expect(graph.complete).toBe(false);
  },
);
