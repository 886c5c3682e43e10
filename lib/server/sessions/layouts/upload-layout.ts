import { createReadStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { ProblemError } from '#lib/api/problems/problem-error';
import { importLayoutArchive } from '#lib/layout/archive/archive-import';
import { sortedTags } from '#lib/layout/content/index-lists';
import { blobsIn } from '#lib/layout/content/locate-blob';
import { findRoots } from '#lib/layout/content/read-layout';
import { unlessMissing } from '#lib/layout/files/file-error';
import { createReadOnlyRegistry } from '#lib/layout/http/registry';
import type { LayoutStore } from '#lib/layout/store/layout-store';
import { openLayoutStore } from '#lib/layout/store/layout-store';
import { formatReference, isTag } from '#lib/oci/reference';
import { freeSpace } from '#lib/server/platform/free-space';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import type { UploadLayout } from './uploads-folder.ts';
import { findUpload, openUploadLayouts, uploadPaths } from './uploads-folder.ts';

/** The repository of entries in an archive that name none. */
export const unnamedRepository = 'archive';

/**
 * Opens an uploaded archive as a registry; it is unpacked when it is opened for the first time.
 *
 * @throws ProblemError `not-found` when the upload is gone; OciError `layout-invalid` when it is no archive of a layout
 */
export async function uploadLayout(id: string): Promise<UploadLayout> {
  if ((await findUpload(id)) === undefined) throw uploadGone();
  const known = openUploadLayouts.get(id);
  if (known !== undefined) return known;
  const opening = openLayout(id);
  openUploadLayouts.set(id, opening);
  opening.catch(() => openUploadLayouts.delete(id));
  return opening;
}

async function openLayout(id: string): Promise<UploadLayout> {
  const { layout } = uploadPaths(id);
  if ((await unlessMissing(stat(layout))) === undefined) await unpack(id);
  const store = await openLayoutStore(layout);
  return {
    handle: createReadOnlyRegistry(store),
    references: await listReferences(store, `oci:upload/${id}`),
  };
}

// Only what was unpacked whole gets its name: after a crash it is unpacked again.
async function unpack(id: string): Promise<void> {
  const { home, content, layout } = uploadPaths(id);
  const unfinished = `${layout}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const stream = createReadStream(content);
  try {
    const store: LayoutStore = await openLayoutStore(unfinished);
    await importLayoutArchive(store, stream, {
      repository: unnamedRepository,
      maxBytes: await freeSpace(home),
    });
    await rename(unfinished, layout);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    stream.destroy();
  }
}

/** There is no such upload for who asks; whether it is another's is not said. */
export function uploadGone(): ProblemError {
  const hint = 'The upload is gone; upload it again.';
  return problemError('not-found', 'There is no such upload.', { hint });
}

/** What can be opened in a store: every tag, and by digest what no tag, index or subject leads to; at most a hundred. */
async function listReferences(store: LayoutStore, registry: string): Promise<readonly string[]> {
  const references: string[] = [];
  for (const repository of store.repositories()) {
    const layout = await store.find(repository);
    if (layout === undefined || references.length >= limits.uploadReferencesMax) continue;
    for (const tag of sortedTags(layout.index()).filter(isTag)) {
      references.push(formatReference({ registry, repository, tag }));
    }
    for (const digest of await findRoots(blobsIn(layout.folder), layout.index())) {
      references.push(formatReference({ registry, repository, digest }));
    }
  }
  return references.slice(0, limits.uploadReferencesMax);
}
