import { mkdir, rm, stat } from 'node:fs/promises';
import type { RepositoryContent } from '#lib/layout/archive/assign-manifests';
import { assignManifests } from '#lib/layout/archive/assign-manifests';
import type { UnpackOptions } from '#lib/layout/archive/unpack-archive';
import { unpackArchive } from '#lib/layout/archive/unpack-archive';
import { toManifestRecord } from '#lib/layout/content/layout-index';
import { blobPath, blobsIn } from '#lib/layout/content/locate-blob';
import type { StoredManifest } from '#lib/layout/content/read-layout';
import {
  blobDigestsOf,
  readEntries,
  readOrphans,
  readStoredManifests,
} from '#lib/layout/content/read-layout';
import { linkFiles } from '#lib/layout/files/atomic-write';
import { unlessMissing } from '#lib/layout/files/file-error';
import { layoutLimits } from '#lib/layout/limits';
import type { LayoutStore } from '#lib/layout/store/layout-store';
import type { Digest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';

/** What an import has added. */
export type ImportResult = {
  readonly repositories: readonly string[];
  readonly manifests: number;
  readonly tags: number;
};

type Manifests = ReadonlyMap<Digest, StoredManifest>;

/**
 * Adds the content of a layout archive (tar) to a store: one repository or many, named as {@link exportLayoutArchive} or
 * other tools name them (assign-manifests.ts); `repository` is for entries that name none. Tags that exist already stay as
 * they are. The archive is unpacked and checked first: one that breaks a rule adds nothing (OciError `layout-invalid`).
 */
export async function importLayoutArchive(
  store: LayoutStore,
  stream: AsyncIterable<Uint8Array>,
  options: UnpackOptions & { readonly repository?: string } = {},
): Promise<ImportResult> {
  const folder = store.temporaryPath();
  await mkdir(folder);
  try {
    await unpackArchive(stream, folder, options);
    const entries = (await readEntries(folder)) ?? [];
    assertFewEnough(entries.length);
    const listed = await readStoredManifests(blobsIn(folder), entries);
    const manifests = new Map([...listed, ...(await readOrphans(folder, blobsIn(folder), listed))]);
    const contents = assignManifests(entries, manifests, options.repository);
    const result = { repositories: [...contents.keys()].sort(), manifests: 0, tags: 0 };
    for (const name of result.repositories) {
      const content = contents.get(name);
      if (content === undefined) continue;
      const added = await addContent(store, name, content, { folder, manifests });
      result.manifests += added.manifests;
      result.tags += added.tags;
    }
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function assertFewEnough(entries: number): void {
  const { archiveManifestsMax } = layoutLimits;
  if (entries <= archiveManifestsMax) return;
  const message = `The index.json of the archive names ${entries} manifests; at most ${archiveManifestsMax} are read.`;
  throw new OciError('layout-invalid', message);
}

async function addContent(
  store: LayoutStore,
  name: string,
  content: RepositoryContent,
  source: { readonly folder: string; readonly manifests: Manifests },
): Promise<{ readonly manifests: number; readonly tags: number }> {
  const layout = await store.open(name);
  const added = { manifests: 0, tags: 0 };
  const members = [...content.manifests].flatMap((digest) => source.manifests.get(digest) ?? []);
  await layout.commit({
    prepare: () => linkContent(source.folder, layout.folder, members),
    apply: (draft) => {
      for (const { descriptor, manifest } of members) {
        if (draft.manifests.has(descriptor.digest)) continue;
        draft.manifests.set(descriptor.digest, toManifestRecord(descriptor, manifest));
        added.manifests++;
      }
      for (const [tag, digest] of content.tags) {
        if (draft.tags.has(tag)) continue;
        draft.tags.set(tag, digest);
        added.tags++;
      }
    },
  });
  return added;
}

async function linkContent(
  source: string,
  target: string,
  members: readonly StoredManifest[],
): Promise<void> {
  const digests = new Set(
    members.flatMap(({ descriptor, manifest }) => [descriptor.digest, ...blobDigestsOf(manifest)]),
  );
  const links: { source: string; target: string }[] = [];
  for (const digest of digests) {
    const path = blobPath(source, digest);
    // Layers that must not be distributed are not in the archive either.
    if ((await unlessMissing(stat(path))) === undefined) continue;
    links.push({ source: path, target: blobPath(target, digest) });
  }
  await linkFiles(links);
}
