import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import type { FakeStore } from '#e2e/fakes/fake-store';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { nodeOf } from '#e2e/fakes/graph-example';
import type { Answer, Graph, GraphEdge, GraphNode } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { readManifests } from '#lib/transfer/survey/read-manifests';
import type { Scan } from '#lib/transfer/survey/scan-repository';
import { scanFor, surveyOfGraph } from '#lib/transfer/survey/survey-of-graph';

const at = { registry: 'fake.test', repository: 'team/app' };
const noScan: Scan = { tags: new Map(), holders: new Map(), referrersLists: new Map(), gaps: [] };
const sbom = 'application/spdx+json';

const node = ({ digest, mediaType, size }: Descriptor, change: Partial<GraphNode> = {}): GraphNode => {
  return nodeOf(1, { digest, mediaType, size, ...change });
};
const edge = (from: Descriptor, to: Descriptor, source: GraphEdge['sources'][number]): GraphEdge => {
  return { from: from.digest, to: to.digest, relation: 'subject', sources: [source] };
};

async function survey(
  store: FakeStore,
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[] = [],
  told: { answers?: readonly Answer[]; limits?: readonly string[]; faults?: Partial<RegistryClient> } = {},
) {
  const [root] = nodes;
  if (root === undefined) throw new Error('A survey needs a root.');
  const { answers = [], limits = [], faults = {} } = told;
  const requests = { sent: 0, cached: 0 };
  const graph: Graph = { root: root.digest, reference: 'x', nodes, edges, answers, complete: true, requests };
  const client = createFakeClient(store, faults);
  const { signal } = new AbortController();
  const reader = createRepositoryReader(client, at.repository, signal);
  const manifests = await readManifests(nodes, () => reader);
  const parts = { at, tag: undefined, graph, limits, manifests, scan: noScan };
  return { ...surveyOfGraph(parts), wanted: scanFor(graph, manifests) };
}

test('a manifest is surveyed with its content, its parts and its blobs', async () => {
  const store = createFakeStore();
  const image = store.image('app');
  const index = store.index([image]);
  const report = store.refer(index, sbom);
  const edges = [edge(report, index, 'referrers-api')];
  const known = await survey(store, [node(index), node(image), node(report)], edges);
  expect([...known.manifests.keys()]).toEqual(
    [index, report, image].map(({ digest }) => digest).toSorted(byReach),
  );
  expect(known.manifests.get(index.digest)).toMatchObject({
    children: [{ digest: image.digest }],
    blobs: [],
  });
  expect(known.manifests.get(image.digest)?.blobs).toHaveLength(2);
  expect(known.manifests.get(report.digest)).toMatchObject({
    content: { artifactType: sbom, size: report.size },
    subject: index.digest,
  });
  expect(known.referrers.get(index.digest)).toEqual([{ digest: report.digest, sources: ['referrers-api'] }]);

  function byReach(one: string, other: string): number {
    const order: readonly string[] = [index.digest, image.digest, report.digest];
    return order.indexOf(one) - order.indexOf(other);
  }
});

test('what a list calls a referrer is none when it names another subject itself', async () => {
  const store = createFakeStore();
  const app = store.image('app');
  const other = store.image('other');
  const signature = store.image('signature');
  const edges = [edge(other, app, 'referrers-api'), edge(signature, app, 'cosign-tags')];
  const known = await survey(store, [node(app), node(other), node(signature)], edges);
  expect(known.referrers.get(app.digest)?.map(({ digest }) => digest)).toEqual([signature.digest]);
  expect(known.manifests.has(other.digest)).toBe(false);
  expect(known.wanted.graph.has(other.digest)).toBe(false);
});

test('a part that names another part as its subject is its referrer, although nobody listed it', async () => {
  const store = createFakeStore();
  const image = store.image('app');
  const report = store.refer(image, sbom);
  const index = store.index([image, report]);
  const { referrers } = await survey(store, [node(index), node(image), node(report)]);
  expect(referrers.get(image.digest)).toEqual([{ digest: report.digest, sources: ['manifest'] }]);
});

test('what lies in another repository says so', async () => {
  const store = createFakeStore();
  const app = store.image('app');
  const signature = store.image('signature');
  const there = node(signature, { repository: 'fake.test/team/signatures' });
  const { referrers } = await survey(store, [node(app), there], [edge(signature, app, 'external')]);
  expect(referrers.get(app.digest)?.[0]?.elsewhere).toEqual({
    registry: 'fake.test',
    repository: 'team/signatures',
  });
});

test('a part that the registry has not is missing, one that cannot be read is a gap', async () => {
  const store = createFakeStore();
  const gone = store.image('gone');
  const broken = store.image('broken');
  const index = store.index([gone, broken]);
  store.manifests.delete(gone.digest);
  const getManifest: RegistryClient['getManifest'] = async (repository, selector) => {
    if (selector === broken.digest) throw new RegistryError('forbidden', 'fake.test', 'Not for you.');
    return await createFakeClient(store).getManifest(repository, selector);
  };
  const nodes = [node(index), node(gone), node(broken)];
  const known = await survey(store, nodes, [], { faults: { getManifest } });
  expect([...known.missing.keys()]).toEqual([gone.digest]);
  expect(known.gaps).toMatchObject([
    { code: 'manifests-unknown', digests: [broken.digest], text: expect.stringContaining('Not for you.') },
  ]);
});

test('questions that are open are gaps, an API that is not there is none', async () => {
  const store = createFakeStore();
  const app = store.image('app');
  const answer = (source: Answer['source'], code: string): Answer => {
    const state = 'unknown' as const;
    return { about: app.digest, question: 'referrers', source, state, reason: 'It said no.', code };
  };
  const answers = [
    answer('referrers-api', 'unsupported'),
    answer('referrers-tag', 'forbidden'),
    answer('cosign-tags', 'forbidden'),
    answer('external', 'timeout'),
  ];
  const { gaps, hasReferrersApi } = await survey(store, [node(app)], [], { answers, limits: ['Too deep.'] });
  expect(hasReferrersApi).toBe(false);
  expect(gaps.map(({ code, digests }) => [code, digests])).toEqual([
    ['referrers-unknown', [app.digest]],
    ['elsewhere-unknown', [app.digest]],
    ['graph-cut', undefined],
  ]);
});
