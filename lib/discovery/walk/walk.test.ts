import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkOptions, walkToEnd } from '#e2e/fakes/walk-to-end';
import { digestFromHash } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { RegistryError } from '#lib/registry/registry-error';
import { walk } from './walk.ts';

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

test('the root is said before the referrers have been answered', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const client = createFakeClient(store, { listReferrers: () => new Promise(() => {}) });
  const facts = walk(walkOptions(client, '1.0'));
  expect((await facts.next()).value?.slice(0, 2)).toMatchObject([
    { type: 'root', root: image.digest, reference: 'fake.test/team/app:1.0' },
    { type: 'node', node: { state: 'loaded', tags: ['1.0'] } },
  ]);
});

test('referrers are said page by page, before the last page has come', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const report = store.refer(image, sbom);
  const client = createFakeClient(store, {
    listReferrers: (_repository, _subject, options) => {
      options?.onPage?.([{ ...report, artifactType: sbom }]);
      return new Promise(() => {});
    },
  });
  for await (const facts of walk(walkOptions(client, '1.0'))) {
    if (facts.some((fact) => fact.type === 'node' && fact.node.digest === report.digest)) break;
  }
  expect(client.calls).toContain('tags');
});

test('one step lists the entries of an index without reading them', async () => {
  const store = createFakeStore();
  const amd64 = { ...store.image('amd64'), platform: { os: 'linux', architecture: 'amd64' } };
  store.index([amd64], { tag: '1.0' });
  const client = createFakeClient(store);
  const { nodes } = await walkToEnd(client, '1.0');
  expect(nodes.get(amd64.digest)).toMatchObject({
    state: 'listed',
    platform: 'linux/amd64',
    title: 'linux/amd64',
  });
  expect(client.calls).not.toContain(`manifest ${amd64.digest}`);
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

test('a walk downward reaches what belongs to the artifact, and nothing that it belongs to', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  const report = store.refer(app, sbom);
  store.tags.set('report', report.digest);
  store.index([report], { tag: 'holder' });
  const reportSignature = store.refer(report, signature);
  const client = createFakeClient(store);
  const { nodes } = await walkToEnd(client, 'report', { depth: 32, isDownward: true });
  expect([...nodes.keys()]).toEqual([report.digest, reportSignature.digest]);
  expect(client.calls.filter((call) => call.startsWith('head'))).toEqual([]);
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

test('an attestation of BuildKit is tied to the platform it names', async () => {
  const store = createFakeStore();
  const amd64 = { ...store.image('amd64'), platform: { os: 'linux', architecture: 'amd64' } };
  const attestation = {
    ...store.image('attestation'),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': amd64.digest,
    },
  };
  store.index([amd64, attestation], { tag: '1.0' });
  const { nodes, edges, answers } = await walkToEnd(createFakeClient(store), '1.0');
  expect(nodes.get(attestation.digest)).toMatchObject({ kind: 'attestation' });
  expect(nodes.get(attestation.digest)?.platform).toBeUndefined();
  expect(edges.get(`${attestation.digest} about ${amd64.digest}`)?.sources).toEqual(['buildkit']);
  expect(answers.get(`${amd64.digest} referrers buildkit`)).toMatchObject({ state: 'found', count: 1 });
});

test('configs and layers are nodes only when they are asked for, the empty blob never', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  store.tags.set('sbom', store.refer(image, sbom).digest);
  const without = await walkToEnd(createFakeClient(store), '1.0');
  const withBlobs = await walkToEnd(createFakeClient(store), '1.0', { includeBlobs: true });
  const ofSbom = await walkToEnd(createFakeClient(store), 'sbom', { includeBlobs: true });
  const kindsOf = (nodes: typeof without.nodes) => [...nodes.values()].map((node) => node.kind).sort();
  expect(kindsOf(without.nodes)).toEqual(['image', 'sbom']);
  expect(kindsOf(withBlobs.nodes)).toEqual(['config', 'image', 'layer', 'sbom']);
  expect(kindsOf(ofSbom.nodes)).toEqual(['image', 'layer', 'sbom']);
});

test('the chain of subjects above the artifact is followed, and a missing one is a ghost', async () => {
  const store = createFakeStore();
  const gone = {
    mediaType: mediaTypes.ociManifest,
    digest: digestFromHash('sha256', 'a'.repeat(64)),
    size: 7,
  };
  const first = store.refer(gone, sbom);
  const second = store.refer(first, signature);
  store.tags.set('1.0', second.digest);
  const { nodes, edges, complete } = await walkToEnd(createFakeClient(store), '1.0');
  expect(nodes.get(first.digest)?.state).toBe('loaded');
  expect(nodes.get(gone.digest)).toMatchObject({
    state: 'missing',
    reason: 'The registry does not have it.',
  });
  expect(edges.get(`${first.digest} subject ${gone.digest}`)?.sources).toEqual(['manifest']);
  expect(complete).toBe(false);
});

test('a root that cannot be read is an error, not a graph', async () => {
  const client = createFakeClient(createFakeStore());
  await expect(walkToEnd(client, 'nope')).rejects.toMatchObject({ code: 'not-found' });
});

test('a child that is missing or broken keeps its place, with the reason', async () => {
  const store = createFakeStore();
  const [good, gone, broken] = [store.image('good'), store.image('gone'), store.image('broken')];
  store.index([good, gone, broken], { tag: '1.0' });
  store.manifests.delete(gone.digest);
  const honest = createFakeClient(store);
  const client = {
    ...honest,
    getManifest: async (...[repository, selector, options]: Parameters<typeof honest.getManifest>) => {
      if (selector === broken.digest) throw new RegistryError('digest-mismatch', 'fake.test', 'Other bytes.');
      return await honest.getManifest(repository, selector, options);
    },
  };
  const { nodes, answers, complete } = await walkToEnd(client, '1.0', { depth: 2 });
  expect(nodes.get(good.digest)?.state).toBe('loaded');
  expect(nodes.get(gone.digest)?.state).toBe('missing');
  expect(nodes.get(broken.digest)).toMatchObject({ state: 'unreadable', reason: 'Other bytes.' });
  expect(answers.get(`${broken.digest} manifest manifest`)).toMatchObject({ code: 'digest-mismatch' });
  expect(complete).toBe(false);
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
