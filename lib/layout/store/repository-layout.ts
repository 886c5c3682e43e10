import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createMutex } from '#lib/async/mutex';
import { listEntries } from '#lib/layout/content/index-lists';
import type { LayoutDraft, LayoutIndex } from '#lib/layout/content/layout-index';
import { blobPath } from '#lib/layout/content/locate-blob';
import { readLayoutIndex } from '#lib/layout/content/read-layout';
import { makeFolder, writeAtomically } from '#lib/layout/files/atomic-write';
import { unlessMissing } from '#lib/layout/files/file-error';
import type { Digest } from '#lib/oci/digest';
import { formatIndexJson, ociLayoutFile } from '#lib/oci/image-layout';

type LayoutChange = {
  /** Writes the files that the change will name. */
  readonly prepare?: () => Promise<void>;
  readonly apply: (draft: LayoutDraft) => void;
};

/** One repository: an OCI image layout in a folder of its own, with its index.json in memory. */
export type RepositoryLayout = {
  readonly folder: string;
  readonly index: () => LayoutIndex;
  /** The path of the content with this digest, whether or not it exists. */
  readonly blobPath: (digest: Digest) => string;
  /** Resolves once the change is on disk; manifests that are no longer listed are deleted. */
  readonly commit: (change: LayoutChange) => Promise<void>;
};

type Pending = LayoutChange & {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Opens the layout in a folder, which is created with the first commit. `temporary` is a folder for unfinished files on
 * the same file system; `onCommit` is called after each write of index.json.
 */
export async function openRepositoryLayout(
  folder: string,
  temporary: string,
  onCommit: () => void = () => {},
): Promise<RepositoryLayout> {
  let index = await readLayoutIndex(folder);
  let pending: Pending[] = [];
  const exclusive = createMutex();

  // Changes that arrive during a write of index.json share the next write.
  async function commitPending(): Promise<void> {
    const batch = pending;
    pending = [];
    const ready = await prepareAll(batch);
    if (ready.length === 0) return;
    const draft = { manifests: new Map(index.manifests), tags: new Map(index.tags) };
    for (const { apply } of ready) apply(draft);
    try {
      await writeIndex(folder, temporary, draft);
      const unlisted = [...index.manifests.keys()].filter((digest) => !draft.manifests.has(digest));
      index = draft;
      onCommit();
      for (const digest of unlisted) await rm(blobPath(folder, digest), { force: true });
      for (const { resolve } of ready) resolve();
    } catch (error) {
      for (const { reject } of ready) reject(error);
    }
  }

  return {
    folder,
    index: () => index,
    blobPath: (digest) => blobPath(folder, digest),
    commit: (change) =>
      new Promise((resolve, reject) => {
        pending.push({ ...change, resolve, reject });
        exclusive(commitPending);
      }),
  };
}

async function prepareAll(batch: readonly Pending[]): Promise<readonly Pending[]> {
  const ready: Pending[] = [];
  for (const change of batch) {
    try {
      await change.prepare?.();
      ready.push(change);
    } catch (error) {
      change.reject(error);
    }
  }
  return ready;
}

// index.json comes last, when everything that it names exists; a folder without it is no repository:
// https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md#indexjson-file
async function writeIndex(folder: string, temporary: string, index: LayoutIndex): Promise<void> {
  const marker = join(folder, 'oci-layout');
  if ((await unlessMissing(stat(marker))) === undefined) {
    await makeFolder(join(folder, 'blobs'));
    await writeAtomically(join(temporary, randomUUID()), marker, ociLayoutFile);
  }
  const text = formatIndexJson(listEntries(index));
  await writeAtomically(join(temporary, randomUUID()), join(folder, 'index.json'), text);
}
