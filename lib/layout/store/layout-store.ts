import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { BlobFile } from '#lib/layout/content/locate-blob';
import { blobPath, blobsIn } from '#lib/layout/content/locate-blob';
import { linkFiles, makeFolder } from '#lib/layout/files/atomic-write';
import { unlessMissing } from '#lib/layout/files/file-error';
import { layoutLimits } from '#lib/layout/limits';
import type { BlobUpload, BlobUploads, FreeSpace } from '#lib/layout/store/blob-upload';
import { createBlobUploads } from '#lib/layout/store/blob-upload';
import type { RepositoryLayout } from '#lib/layout/store/repository-layout';
import { openRepositoryLayout } from '#lib/layout/store/repository-layout';
import type { Digest } from '#lib/oci/digest';
import { isRepositoryName } from '#lib/oci/reference';

/**
 * Many repositories in one data folder. Each is an OCI image layout at `<folder>/<name>`, which `oras --oci-layout`,
 * `skopeo … oci:` and `regctl … ocidir://` can open; a mounted blob is a hard link. `_unfinished`, which is no valid
 * repository name, holds files that are being written.
 */
export type LayoutStore = {
  /** The names of all repositories, sorted. */
  readonly repositories: () => readonly string[];
  /** The repository; undefined when it never had a manifest. */
  readonly find: (name: string) => Promise<RepositoryLayout | undefined>;
  /** The repository; its first commit creates it. */
  readonly open: (name: string) => Promise<RepositoryLayout>;
  /** The path of a blob in a repository, whether or not it exists. */
  readonly blobPath: (name: string, digest: Digest) => string;
  readonly findBlob: (name: string, digest: Digest) => Promise<BlobFile | undefined>;
  /** Ends an upload: with this digest it becomes a blob of its repository; with another one it is discarded, and the result is false. */
  readonly finish: (upload: BlobUpload, digest: Digest) => Promise<boolean>;
  /** Links a blob from another repository, or from any when none is named; false when none has it. */
  readonly mount: (name: string, digest: Digest, from: string | undefined) => Promise<boolean>;
  /** A path for an unfinished file or folder on the same file system. */
  readonly temporaryPath: () => string;
  readonly uploads: BlobUploads;
  /** Bytes that may still be written; the rest of the disk is reserved for the records of this process. */
  readonly freeSpace: FreeSpace;
  /** Manifests that were read lately. */
  readonly manifestCache: LRUCache<Digest, Uint8Array<ArrayBuffer>>;
};

const unbounded: FreeSpace = async () => Number.POSITIVE_INFINITY;

/**
 * Opens a data folder, creates it when it does not exist, and removes what a crash has left unfinished. `freeSpace` bounds
 * what the registry may write; no bound when left out.
 */
export async function openLayoutStore(
  folder: string,
  freeSpace: FreeSpace = unbounded,
): Promise<LayoutStore> {
  const unfinished = join(folder, '_unfinished');
  await clearFolder(unfinished);
  const names = new Set(await findRepositories(folder));
  // Repositories with blobs; some of them may have no manifest yet.
  const holders = new Set(names);
  const uploads = createBlobUploads(unfinished, freeSpace);
  const layouts = new Map<string, Promise<RepositoryLayout>>();

  function open(name: string): Promise<RepositoryLayout> {
    const known = layouts.get(name);
    if (known !== undefined) return known;
    const opening = openRepositoryLayout(repositoryFolder(folder, name), unfinished, () => names.add(name));
    layouts.set(name, opening);
    opening.catch(() => layouts.delete(name));
    return opening;
  }

  async function finish(upload: BlobUpload, digest: Digest): Promise<boolean> {
    const isStored = await upload.finish(
      digest,
      blobPath(repositoryFolder(folder, upload.repository), digest),
    );
    if (isStored) holders.add(upload.repository);
    await uploads.end(upload);
    return isStored;
  }

  async function mount(name: string, digest: Digest, from: string | undefined): Promise<boolean> {
    for (const source of from === undefined ? [...holders] : [from]) {
      const path = blobPath(repositoryFolder(folder, source), digest);
      if ((await unlessMissing(stat(path))) === undefined) continue;
      await linkFiles([{ source: path, target: blobPath(repositoryFolder(folder, name), digest) }]);
      holders.add(name);
      return true;
    }
    return false;
  }

  return {
    repositories: () => [...names].sort(),
    find: async (name) => (names.has(name) ? open(name) : undefined),
    open,
    findBlob: (name, digest) => blobsIn(repositoryFolder(folder, name))(digest),
    blobPath: (name, digest) => blobPath(repositoryFolder(folder, name), digest),
    finish,
    mount,
    temporaryPath: () => join(unfinished, randomUUID()),
    uploads,
    freeSpace,
    manifestCache: new LRUCache({
      maxSize: layoutLimits.manifestCacheBytes,
      sizeCalculation: (bytes) => bytes.byteLength + 1,
    }),
  };
}

async function clearFolder(folder: string): Promise<void> {
  await makeFolder(folder);
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

// The names that a layout uses itself: a repository inside another one must not take them.
const layoutFiles = new Set(['blobs', 'index.json', 'oci-layout']);

/** The folder of a repository: its name; a part that a layout uses itself gets an underscore, in which no name can end. */
function repositoryFolder(root: string, name: string): string {
  return join(root, ...name.split('/').map((part) => (layoutFiles.has(part) ? `${part}_` : part)));
}

/** The names of the repositories below a folder: those with an index.json. */
async function findRepositories(root: string, parents: readonly string[] = []): Promise<string[]> {
  if (parents.length > layoutLimits.folderDepthMax) return [];
  const entries = await readdir(join(root, ...parents), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && isRepositoryPart(entry.name));
  const below = await Promise.all(folders.map(({ name }) => findRepositories(root, [...parents, name])));
  return [...(parents.length > 0 && isLayout(entries) ? [toName(parents)] : []), ...below.flat()];
}

function isLayout(entries: readonly Dirent[]): boolean {
  return entries.some((entry) => entry.name === 'index.json' && entry.isFile());
}

function isRepositoryPart(folder: string): boolean {
  return !layoutFiles.has(folder) && isRepositoryName(toName([folder]));
}

function toName(folders: readonly string[]): string {
  return folders
    .map((folder) =>
      layoutFiles.has(folder.slice(0, -1)) && folder.endsWith('_') ? folder.slice(0, -1) : folder,
    )
    .join('/');
}
