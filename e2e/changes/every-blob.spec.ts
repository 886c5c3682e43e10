import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { ChangeClient } from '#e2e/changes/change-client';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';

// What other plans could lose: blobs that an index names, and referrers that a registry drops when many come at once.
let places: Places;
let changes: ChangeClient;

test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
  changes = createChangeClient(baseURL ?? '');
});
test.afterAll(() => places.stop());

const types = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  cache: 'application/vnd.buildkit.cacheconfig.v0',
  config: 'application/vnd.oci.image.config.v1+json',
  empty: 'application/vnd.oci.empty.v1+json',
} as const;

for (const [source, target] of [
  ['the registry inside', 'zot'],
  ['zot', 'olareg'],
  ['olareg', 'the registry inside'],
  ['the registry inside', 'the registry inside'],
] as const) {
  test(`a build cache moves with its blobs from ${source} to ${target}`, async () => {
    const from = `${(await places.at(source)).host}/cache/source`;
    const to = `${(await places.at(target)).host}/cache/target`;
    const blobs = [
      await pushBlob(from, 'first layer', types.layer),
      await pushBlob(from, 'second layer', types.layer),
      await pushBlob(from, '{"layers":[]}', types.cache),
    ];
    const index = await pushManifest(
      from,
      { schemaVersion: 2, mediaType: types.index, manifests: blobs },
      'cache',
    );
    await changes.change({ action: 'move', from: `${from}:cache`, to: `${to}:cache` });
    for (const { digest } of blobs) expect(await statusOf(to, 'blobs', digest), digest).toBe(200);
    expect(await statusOf(to, 'manifests', 'cache')).toBe(200);
    expect(await statusOf(from, 'manifests', index.digest)).toBe(404);
  });
}

test('fifty referrers of one subject are all in olareg after one run', async () => {
  const from = `${(await places.at('zot')).host}/many/source`;
  const to = `${(await places.at('olareg')).host}/many/target`;
  const config = await pushBlob(from, '{"architecture":"amd64","os":"linux"}', types.config);
  const layers = [await pushBlob(from, 'layer', types.layer)];
  const empty = await pushBlob(from, '{}', types.empty);
  const image = { schemaVersion: 2, mediaType: types.manifest, config, layers };
  const subject = await pushManifest(from, image, '1.0');
  for (let count = 0; count < 50; count += 1) {
    const annotations = { 'org.example.count': `${count}` };
    const referrer = { artifactType: 'application/vnd.acme.note.v1', config: empty, layers: [empty] };
    await pushManifest(from, { ...image, ...referrer, subject, annotations });
  }
  await changes.change({ action: 'copy', from: `${from}:1.0`, to: `${to}:1.0` });
  const listed = await fetch(`${urlOf(to)}/referrers/${subject.digest}`);
  expect((await listed.json()).manifests).toHaveLength(50);
});

type Pushed = { readonly mediaType: string; readonly digest: string; readonly size: number };

/** `host/name` as the address of its content. */
function urlOf(repository: string): string {
  const slash = repository.indexOf('/');
  return `http://${repository.slice(0, slash)}/v2/${repository.slice(slash + 1)}`;
}

async function pushBlob(repository: string, text: string, mediaType: string): Promise<Pushed> {
  const begun = await fetch(`${urlOf(repository)}/blobs/uploads/`, { method: 'POST' });
  const address = new URL(begun.headers.get('location') ?? '', urlOf(repository));
  const digest = digestOf(text);
  address.searchParams.set('digest', digest);
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await fetch(address, { method: 'PUT', body: text, headers });
  expect(answer.status).toBe(201);
  return { mediaType, digest, size: Buffer.byteLength(text) };
}

async function pushManifest(
  repository: string,
  document: { readonly mediaType: string } & Readonly<Record<string, unknown>>,
  tag?: string,
): Promise<Pushed> {
  const text = JSON.stringify(document);
  const digest = digestOf(text);
  const answer = await fetch(`${urlOf(repository)}/manifests/${tag ?? digest}`, {
    method: 'PUT',
    body: text,
    headers: { 'content-type': document.mediaType },
  });
  expect(answer.status).toBe(201);
  return { mediaType: document.mediaType, digest, size: Buffer.byteLength(text) };
}

async function statusOf(repository: string, what: 'blobs' | 'manifests', name: string): Promise<number> {
  const headers = { accept: `${types.index}, ${types.manifest}` };
  return (await fetch(`${urlOf(repository)}/${what}/${name}`, { method: 'HEAD', headers })).status;
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
