import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import type { FakeStore } from '#e2e/fakes/fake-store';
import { createFakeStore, describeBytes } from '#e2e/fakes/fake-store';
import { walkLimits, walkToEnd } from '#e2e/fakes/walk-to-end';
import { formatLimits } from '#lib/formats/limits';
import { mediaTypes } from '#lib/oci/media-type';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { createDiscoveryCache } from './repository-handle.ts';

const limits = { ...walkLimits, documentsMax: 100 };
const sbom = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  packages: [{ name: 'a' }, { name: 'b' }],
});

/** An image with an SBOM under a type that somebody made up. */
function attached() {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const bytes = new TextEncoder().encode(sbom);
  const layer = describeBytes(bytes, 'application/vnd.acme.list+json');
  const config = describeBytes(new TextEncoder().encode('{}'), mediaTypes.empty);
  const { mediaType, digest, size } = image;
  const manifest = store.put({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: 'application/vnd.acme.list' },
    ...{ config, layers: [layer], subject: { mediaType, digest, size } },
  });
  return { store, image, layer, manifest, bytes };
}

function clientWith(store: FakeStore, getBlob: RegistryClient['getBlob']) {
  return createFakeClient(store, { getBlob });
}

const whole =
  (bytes: Uint8Array<ArrayBuffer>): RegistryClient['getBlob'] =>
  async () => ({ body: new Blob([bytes]).stream(), size: bytes.length, contentRange: undefined });

test('what hides under a home-made type is known from its content', async () => {
  const { store, manifest, bytes } = attached();
  const { nodes, edges } = await walkToEnd(clientWith(store, whole(bytes)), '1.0', { limits });
  expect(nodes.get(manifest.digest)).toMatchObject({
    kind: 'sbom',
    format: 'spdx-json',
    title: 'SPDX 2.3 · 2 packages',
    confidence: 'content',
    state: 'loaded',
  });
  expect([...edges.values()].at(-1)?.sources).toEqual(['manifest', 'referrers-api']);
});

test('the shape of the graph is said before any document is asked for', async () => {
  const { store, image, bytes } = attached();
  const asked: string[] = [];
  const client = clientWith(store, async (...args) => {
    asked.push('blob');
    return await whole(bytes)(...args);
  });
  await walkToEnd(client, '1.0', { limits });
  expect(client.calls.slice(0, 3)).toEqual(['tags', 'manifest 1.0', `referrers ${image.digest}`]);
  expect(asked).toHaveLength(2);
});

test('a document that cannot be read leaves what was declared, and says why it is open', async () => {
  const { store, manifest } = attached();
  const refuse = () => Promise.reject(new RegistryError('unavailable', 'fake.test', 'A fault.'));
  const { nodes, answers, complete } = await walkToEnd(clientWith(store, refuse), '1.0', { limits });
  expect(nodes.get(manifest.digest)).toMatchObject({
    kind: 'artifact',
    confidence: 'declared',
    basis: 'What it carries could not be read: A fault.',
  });
  expect(answers.get(`${manifest.digest} content manifest`)).toMatchObject({
    state: 'unknown',
    reason: 'A fault.',
  });
  expect(complete).toBe(false);
});

test('what stays open of a document is open in the next walk, too', async () => {
  const { store, image, bytes } = attached();
  const { mediaType, digest, size } = image;
  const layers = Array.from({ length: formatLimits.readingsMax + 1 }, (_, at) =>
    describeBytes(new TextEncoder().encode(`{"at":${at}}`), 'application/vnd.acme.list+json'),
  );
  const many = store.put({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: 'application/vnd.acme.many' },
    ...{ layers, subject: { mediaType, digest, size } },
  });
  const contents = new Map(
    layers.map((layer, at) => [layer.digest, new TextEncoder().encode(`{"at":${at}}`)]),
  );
  const client = clientWith(store, (repository, blob) =>
    whole(contents.get(blob) ?? bytes)(repository, blob),
  );
  const primary = { client, repository: 'team/app', cache: createDiscoveryCache() };
  for (const visit of ['first', 'second']) {
    const { answers } = await walkToEnd(client, '1.0', { limits, primary });
    expect([visit, answers.get(`${many.digest} content manifest`)?.state]).toEqual([visit, 'unknown']);
  }
});

test('of more artifacts than are read the first of each kind come first', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const reports = Array.from({ length: 10 }, (_, at) => store.refer(image, 'application/a', `a${at}`));
  const signature = store.refer(image, 'application/b', 'b');
  const client = createFakeClient(store, {
    listReferrers: async () => ({
      support: 'supported',
      filtered: false,
      descriptors: [
        ...reports.map((report) => ({ ...report, artifactType: 'application/a' })),
        { ...signature, artifactType: 'application/b' },
      ],
    }),
  });
  await walkToEnd(client, '1.0', { limits: { ...limits, walkRequestsMax: 1 } });
  const read = client.calls.filter((call) => call.startsWith('manifest sha256:'));
  expect(read.indexOf(`manifest ${signature.digest}`)).toBe(1);
});

test('content inside a descriptor is used when it has the digest, and saves the request', async () => {
  const { store, image, layer, bytes } = attached();
  const inline = { ...layer, data: Buffer.from(bytes).toString('base64') };
  const forged = { ...layer, data: Buffer.from(`${sbom} `).toString('base64') };
  const { mediaType, digest, size } = image;
  const put = (entry: typeof inline) =>
    store.put({
      ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: 'application/vnd.acme.two' },
      ...{ layers: [entry], subject: { mediaType, digest, size } },
    });
  const [honest, hostile] = [put(inline), put(forged)];
  const refuse = () => Promise.reject(new RegistryError('unavailable', 'fake.test', 'A fault.'));
  const { nodes } = await walkToEnd(clientWith(store, refuse), '1.0', { limits });
  expect(nodes.get(honest.digest)).toMatchObject({ kind: 'sbom', confidence: 'content' });
  expect(nodes.get(hostile.digest)).toMatchObject({ kind: 'artifact', confidence: 'declared' });
});
