import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Header, Pack } from 'tar-stream';
import { pack } from 'tar-stream';
import { repositoryKey } from '#lib/layout/archive/assign-manifests';
import { sortedTags } from '#lib/layout/content/index-lists';
import { blobPath, blobsIn } from '#lib/layout/content/locate-blob';
import { blobDigestsOf, readStoredManifests } from '#lib/layout/content/read-layout';
import { unlessMissing } from '#lib/layout/files/file-error';
import type { LayoutStore } from '#lib/layout/store/layout-store';
import type { RepositoryLayout } from '#lib/layout/store/repository-layout';
import type { Descriptor } from '#lib/oci/descriptor';
import { blobName, formatIndexJson, ociLayoutFile, refNameKey } from '#lib/oci/image-layout';

type Files = Map<string, string>;

/**
 * All repositories of a store as one OCI image layout in a tar archive: the same store gives the same bytes. Each entry of
 * its index.json names its repository, those with a tag also `repository:tag` (assign-manifests.ts). In the tar come
 * `oci-layout`, `index.json`, the manifests and then the blobs, each group sorted, so that a reader need not go back.
 */
export function exportLayoutArchive(store: LayoutStore): ReadableStream<Uint8Array> {
  const archive = pack();
  writeArchive(store, archive).catch((error) => archive.destroy(error));
  const chunks = archive[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value } = await chunks.next();
        if (value instanceof Uint8Array) controller.enqueue(value);
        else controller.close();
      },
      cancel: () => archive.destroy(),
    },
    { highWaterMark: 0 },
  );
}

async function writeArchive(store: LayoutStore, archive: Pack): Promise<void> {
  const entries: Descriptor[] = [];
  const manifests: Files = new Map();
  const blobs: Files = new Map();
  for (const name of store.repositories()) {
    const layout = await store.find(name);
    if (layout === undefined) continue;
    entries.push(...listEntries(name, layout));
    await collectFiles(layout, manifests, blobs);
  }
  writeText(archive, 'oci-layout', ociLayoutFile);
  writeText(archive, 'index.json', formatIndexJson(entries));
  for (const [name, path] of sorted(manifests)) await writeFile(archive, name, path);
  for (const [name, path] of sorted(blobs)) if (!manifests.has(name)) await writeFile(archive, name, path);
  archive.finalize();
}

function listEntries(name: string, layout: RepositoryLayout): readonly Descriptor[] {
  const { manifests, tags } = layout.index();
  const tagged = new Set(tags.values());
  const untagged = [...manifests.keys()].filter((digest) => !tagged.has(digest)).sort();
  return [
    ...sortedTags(layout.index()).map((tag) => ({ digest: tags.get(tag), tag })),
    ...untagged.map((digest) => ({ digest, tag: undefined })),
  ].flatMap(({ digest, tag }) => {
    const record = digest === undefined ? undefined : manifests.get(digest);
    if (record === undefined) return [];
    const annotations = {
      [repositoryKey]: name,
      ...(tag === undefined ? {} : { [refNameKey]: `${name}:${tag}` }),
    };
    return { ...record.descriptor, annotations };
  });
}

async function collectFiles(layout: RepositoryLayout, manifests: Files, blobs: Files): Promise<void> {
  const records = [...layout.index().manifests.values()];
  const stored = await readStoredManifests(
    blobsIn(layout.folder),
    records.map(({ descriptor }) => descriptor),
  );
  for (const { descriptor, manifest } of stored.values()) {
    manifests.set(blobName(descriptor.digest), layout.blobPath(descriptor.digest));
    for (const digest of blobDigestsOf(manifest))
      blobs.set(blobName(digest), blobPath(layout.folder, digest));
  }
}

function sorted(files: Files): readonly (readonly [string, string])[] {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

function writeText(archive: Pack, name: string, text: string): void {
  archive.entry(header(name, Buffer.byteLength(text)), text);
}

async function writeFile(archive: Pack, name: string, path: string): Promise<void> {
  const found = await unlessMissing(stat(path));
  if (found === undefined) return;
  await pipeline(createReadStream(path), archive.entry(header(name, found.size)));
}

// Nothing of the machine and the hour it is made on: the same content is the same archive.
function header(name: string, size: number): Partial<Header> & Pick<Header, 'name'> {
  return { name, size, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) };
}
