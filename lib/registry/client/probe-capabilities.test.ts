import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import { mediaTypes } from '#lib/oci/media-type';
import { computeDigest } from '#lib/registry/body';
import { probeCapabilities, probes } from './probe-capabilities.ts';

const config = new TextEncoder().encode('{}');
const manifest = JSON.stringify({
  schemaVersion: 2,
  config: { mediaType: mediaTypes.empty, digest: computeDigest('sha256', config), size: 2 },
  layers: [],
});
const index = (headers: Record<string, string> = {}) =>
  new Response('{"manifests":[]}', { headers: { 'content-type': mediaTypes.ociIndex, ...headers } });

/** A registry with everything, but for the paths that are overruled. */
function registry(overrules: Readonly<Record<string, () => Response>> = {}) {
  return testClient((url) => {
    const found = Object.entries(overrules).find(([part]) => url.pathname.includes(part));
    if (found !== undefined) return found[1]();
    if (url.pathname === '/v2/') return Response.json({});
    if (url.pathname === '/v2/_catalog') return Response.json({ repositories: ['demo/app'] });
    if (url.pathname.endsWith('/tags/list')) return Response.json({ tags: ['1.0'] });
    if (url.pathname.includes('/manifests/'))
      return new Response(manifest, { headers: { 'content-type': mediaTypes.ociManifest } });
    if (url.pathname.includes('/blobs/'))
      return new Response('{', { status: 206, headers: { 'content-range': 'bytes 0-0/2' } });
    return index(url.search === '' ? {} : { 'oci-filters-applied': 'artifactType' });
  }).client;
}

async function states(client: ReturnType<typeof registry>, repository?: string) {
  const found = await probeCapabilities(client, repository === undefined ? {} : { repository });
  expect(found.map(({ capability }) => capability)).toEqual([...probes]);
  expect(found.filter(({ evidence }) => !/^\S.*\.$/.test(evidence))).toEqual([]);
  return Object.fromEntries(found.map(({ capability, state }) => [capability, state]));
}

test('a registry that can everything is said to, except for what would change it', async () => {
  expect(await states(registry())).toEqual({
    api: 'yes',
    catalogue: 'yes',
    referrers: 'yes',
    'referrers-paging': 'unknown',
    'referrers-filter': 'yes',
    range: 'yes',
    'delete-tag': 'unknown',
    'delete-manifest': 'unknown',
    mount: 'unknown',
  });
});

test('a registry without catalogue is tried on the repository that was named', async () => {
  const client = () => registry({ _catalog: () => new Response('', { status: 404 }) });
  expect(await states(client())).toMatchObject({ catalogue: 'no', referrers: 'unknown', range: 'unknown' });
  expect(await states(client(), 'demo/app')).toMatchObject({
    catalogue: 'no',
    referrers: 'yes',
    range: 'yes',
  });
});

test('a registry without catalogue is tried where something is known to be', async () => {
  const client = registry({
    _catalog: () => new Response('', { status: 404 }),
    'demo/empty/tags': () => Response.json({ tags: [] }),
  });
  const found = await probeCapabilities(client, { known: ['demo/empty', 'demo/app'] });
  expect(found).toContainEqual(expect.objectContaining({ capability: 'referrers', state: 'yes' }));
});

test('what is missing is missing, and what failed is unknown', async () => {
  const client = registry({
    '/referrers/': () => new Response('404 page not found', { status: 404 }),
    '/blobs/': () => new Response('', { status: 403 }),
  });
  expect(await states(client)).toMatchObject({
    referrers: 'no',
    'referrers-paging': 'no',
    'referrers-filter': 'no',
    range: 'unknown',
  });
});

test('a registry that asks who we are is a registry, and a web page is none', async () => {
  const locked = testClient(() => new Response('', { status: 401 })).client;
  expect(await states(locked)).toMatchObject({ api: 'yes', catalogue: 'unknown' });
  const page = testClient(() => new Response('<html>', { headers: { 'content-type': 'text/html' } })).client;
  expect(await states(page)).toMatchObject({ api: 'no', catalogue: 'no' });
});

test('a probe that nobody waits for is cancelled', async () => {
  const probing = probeCapabilities(registry(), { signal: AbortSignal.abort() });
  await expect(probing).rejects.toMatchObject({ code: 'cancelled' });
});
