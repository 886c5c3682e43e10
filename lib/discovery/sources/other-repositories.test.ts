import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkToEnd } from '#e2e/fakes/walk-to-end';
import { createDiscoveryCache } from '#lib/discovery/repository-handle';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

const place = (client: RegistryClient) => ({
  client: { ...client, registry: 'other.test' },
  repository: 'acme/signatures',
  cache: createDiscoveryCache(),
});

/** An image here; its SBOM and its signature in another repository, by subject and by tag. */
function stores() {
  const home = createFakeStore();
  const image = home.image('app', { tag: '1.0' });
  const away = createFakeStore();
  const sbom = away.refer(image, 'application/spdx+json');
  const signature = away.image('signature', { tag: `${referrersTag(image.digest)}.sig` });
  return { home, image, away, sbom, signature };
}

test('what is kept in another repository is found there, and says where it lies', async () => {
  const { home, image, away, sbom, signature } = stores();
  const external = [place(createFakeClient(away))];
  const graph = await walkToEnd(createFakeClient(home), '1.0', { others: external });
  expect(graph.answers.get(`${image.digest} referrers external`)).toMatchObject({ state: 'found', count: 2 });
  for (const { digest } of [sbom, signature]) {
    expect(graph.nodes.get(digest)?.repository).toBe('other.test/acme/signatures');
    expect(graph.edges.get(`${digest} subject ${image.digest}`)?.sources).toEqual(['external']);
  }
  expect(graph.nodes.get(image.digest)?.repository).toBeUndefined();
});

test('a thing that lies in both places is one node with both sources', async () => {
  const { home, image, away, sbom } = stores();
  home.manifests.set(
    sbom.digest,
    away.manifests.get(sbom.digest) ?? { bytes: new Uint8Array(), mediaType: '' },
  );
  const external = [place(createFakeClient(away))];
  const graph = await walkToEnd(createFakeClient(home), '1.0', { others: external });
  expect(graph.edges.get(`${sbom.digest} subject ${image.digest}`)?.sources).toEqual([
    'external',
    'referrers-api',
  ]);
});

test('a place that cannot be asked is an open question of its own', async () => {
  const { home, image, away } = stores();
  const refuse = () => Promise.reject(new RegistryError('unauthorized', 'other.test', 'Who are you?'));
  const broken = createFakeClient(away, { listReferrers: refuse, listTags: refuse, getManifest: refuse });
  const graph = await walkToEnd(createFakeClient(home), '1.0', { others: [place(broken)] });
  expect(graph.answers.get(`${image.digest} referrers external`)).toMatchObject({
    state: 'unknown',
    code: 'unauthorized',
    reason: 'In other.test/acme/signatures: Who are you?',
  });
  expect(graph.answers.get(`${image.digest} referrers referrers-api`)).toMatchObject({ state: 'none' });
});

test('without another repository nobody is asked', async () => {
  const { home, image } = stores();
  const graph = await walkToEnd(createFakeClient(home), '1.0');
  expect(graph.answers.has(`${image.digest} referrers external`)).toBe(false);
});
