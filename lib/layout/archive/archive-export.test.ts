import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { exportLayoutArchive } from '#lib/layout/archive/archive-export';
import { blobName, parseIndexJson, refNameKey } from '#lib/oci/image-layout';
import { repositoryKey } from './assign-manifests.ts';

async function filesOf({ store }: ScratchRegistry): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const entries = Readable.from(exportLayoutArchive(store)).pipe(extract());
  for await (const entry of entries) files.set(entry.header.name, await buffer(entry));
  return files;
}

test('an empty store is an empty layout', async () => {
  await using registry = await openScratchRegistry();
  const files = await filesOf(registry);
  expect([...files.keys()]).toEqual(['oci-layout', 'index.json']);
  expect(parseIndexJson(files.get('index.json') ?? Buffer.alloc(0))).toEqual([]);
});

test('every entry names its repository, and its tag where it has one', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', '{}');
  const tagged = await registry.pushManifest('acme/app', artifactManifest(), '1.0');
  const bare = await registry.pushManifest('acme/app', artifactManifest({ annotations: { a: 'b' } }));
  const files = await filesOf(registry);
  const entries = parseIndexJson(files.get('index.json') ?? Buffer.alloc(0));
  expect(entries.map(({ digest, annotations }) => [digest, annotations])).toEqual([
    [tagged, { [repositoryKey]: 'acme/app', [refNameKey]: 'acme/app:1.0' }],
    [bare, { [repositoryKey]: 'acme/app' }],
  ]);
});

test('manifests come before blobs, and what two repositories share is in it once', async () => {
  await using registry = await openScratchRegistry();
  const manifests = new Set<string>();
  for (const name of ['acme/app', 'acme/twin']) {
    await registry.pushBlob(name, '{}');
    manifests.add(await registry.pushManifest(name, artifactManifest(), '1.0'));
  }
  expect([...(await filesOf(registry)).keys()]).toEqual([
    'oci-layout',
    'index.json',
    ...[...manifests].map((digest) => `blobs/${digest.replace(':', '/')}`),
    blobName(digestOf('{}')),
  ]);
});

test('a reader that stops ends the archive', async () => {
  await using registry = await openScratchRegistry();
  const reader = exportLayoutArchive(registry.store).getReader();
  await reader.read();
  await expect(reader.cancel()).resolves.toBeUndefined();
});
