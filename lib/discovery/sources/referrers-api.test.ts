import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkToEnd } from '#e2e/fakes/walk-to-end';
import type { GraphState } from '#lib/graph/graph-state';
import type { EdgeSource } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import { RegistryError } from '#lib/registry/registry-error';

const sbom = 'application/spdx+json';
const signature = 'application/vnd.cncf.notary.signature';

function answerOf(graph: GraphState, about: Descriptor, source: EdgeSource) {
  return graph.answers.get(`${about.digest} referrers ${source}`);
}

test('a filter is applied here whatever the registry says about it', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const report = store.refer(image, sbom);
  const signed = store.refer(image, signature);
  const client = createFakeClient(store, {
    listReferrers: async () => ({
      support: 'supported',
      descriptors: [
        { ...report, artifactType: sbom },
        { ...signed, artifactType: signature },
      ],
      filtered: true,
    }),
  });
  const graph = await walkToEnd(client, '1.0', { artifactType: sbom });
  expect(graph.nodes.has(signed.digest)).toBe(false);
  expect(answerOf(graph, image, 'referrers-api')).toMatchObject({ count: 1, filtered: 'registry' });
});

test('pages that came before a failure stay, and the answer says what is open', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const report = store.refer(image, sbom);
  const client = createFakeClient(store, {
    listReferrers: async (_repository, _subject, options) => {
      options?.onPage?.([report]);
      throw new RegistryError('unavailable', 'fake.test', 'The registry answered 503.');
    },
  });
  const graph = await walkToEnd(client, '1.0');
  expect(graph.nodes.has(report.digest)).toBe(true);
  expect(answerOf(graph, image, 'referrers-api')).toMatchObject({
    state: 'unknown',
    reason: 'The registry answered 503.',
    code: 'unavailable',
  });
  expect(graph.complete).toBe(false);
});

test('a list that the client cut is said to be cut', async () => {
  const store = createFakeStore();
  store.image('app', { tag: '1.0' });
  const client = createFakeClient(store, {
    listReferrers: async () => ({
      support: 'supported',
      descriptors: [],
      filtered: false,
      cut: 'The list goes in a circle.',
    }),
  });
  const graph = await walkToEnd(client, '1.0');
  expect(graph.limits).toEqual(['The list goes in a circle.']);
  expect(graph.complete).toBe(false);
});
