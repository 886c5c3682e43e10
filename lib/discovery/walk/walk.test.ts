import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkOptions, walkToEnd } from '#e2e/fakes/walk-to-end';
import { createDiscoveryCache } from '#lib/discovery/repository-handle';
import { digestFromHash } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import { walk } from './walk.ts';

const sbom = 'application/spdx+json';
const signature = 'application/vnd.cncf.notary.signature';

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

test('what refers to a manifest that is gone is found where the caller says that it may be', async () => {
  const store = createFakeStore();
  const image = store.image('app');
  const report = store.refer(image, sbom);
  store.manifests.delete(image.digest);
  const client = createFakeClient(store);
  const overrides = { reference: parseReference(`fake.test/team/app@${image.digest}`) };
  await expect(walkToEnd(client, '1.0', overrides)).rejects.toMatchObject({ code: 'not-found' });
  const { root, nodes, edges } = await walkToEnd(client, '1.0', { ...overrides, mayBeMissing: true });
  expect(root).toBe(image.digest);
  expect(nodes.get(image.digest)).toMatchObject({ state: 'missing' });
  expect([...edges.values()]).toMatchObject([{ from: report.digest, to: image.digest, relation: 'subject' }]);
});

test('a manifest that is gone is missing, also for who has read it before', async () => {
  const store = createFakeStore();
  const image = store.image('app');
  const client = createFakeClient(store);
  const primary = { client, repository: 'team/app', cache: createDiscoveryCache() };
  const reference = parseReference(`fake.test/team/app@${image.digest}`);
  const options = { primary, reference, mayBeMissing: true } as const;
  const read = (await walkToEnd(client, '1.0', options)).nodes.get(image.digest);
  if (read === undefined) throw new Error('It was not read.');
  primary.cache.nodes.set(`team/app@${image.digest}`, read);
  store.manifests.delete(image.digest);
  const { nodes } = await walkToEnd(client, '1.0', options);
  expect(nodes.get(image.digest)?.state).toBe('missing');
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
