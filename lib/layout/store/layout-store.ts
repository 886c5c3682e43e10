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
import type { BlobUpload, FreeSpace } from '#lib/layout/store/blob-upload';
import type { BlobUploads } from '#lib/layout/store/blob-uploads';
import { createBlobUploads } from '#lib/layout/store/blob-uploads';
import type { RepositoryLayout } from '#lib/layout/store/repository-layout';
import { openRepositoryLayout } from '#lib/layout/store/repository-layout';
import type { Digest } from '#lib/oci/digest';
import { isRepositoryName } from '#lib/oci/reference';

/**
 * Many repositories in one data folder. Each is an OCI image layout of its own at `<folder>/<name>`, so that
 * `oras --oci-layout`, `skopeo … oci:` and `regctl … ocidir://` open it as it lies there; a blob that is mounted from
 * another repository is a hard link to it. `_unfinished` (no repository can have that name) holds what is being written.
 */
export type LayoutStore = {
  /** The names of all repositories, sorted. */
  readonly repositories: () => readonly string[];
  /** The repository, or undefined when nothing has ever been listed in it. */
  readonly find: (name: string) => Promise<RepositoryLayout | undefined>;
  /** The repository, which comes into being with its first commit. */
  readonly open: (name: string) => Promise<RepositoryLayout>;
  /** Where the blob lies in a repository, or would lie. */
  readonly blobPath: (name: string, digest: Digest) => string;
  readonly findBlob: (name: string, digest: Digest) => Promise<BlobFile | undefined>;
  /** Ends an upload: with this digest it becomes a blob of its repository; otherwise it is thrown away. */
  readonly finish: (upload: BlobUpload, digest: Digest) => Promise<boolean>;
  /** Takes a blob over from another repository, or from any when none is named; false when it is not there. */
  readonly mount: (name: string, digest: Digest, from: string | undefined) => Promise<boolean>;
  /** A path for an unfinished file or folder on the same file system. */
  readonly temporaryPath: () => string;
  readonly uploads: BlobUploads;
  /** Bytes that may still be written, so that others of this process find freeSpace on the same disk. */
  readonly freeSpace: FreeSpace;
  /** Bytes of manifests that were asked for lately. */
  readonly manifestCache: LRUCache<Digest, Uint8Array<ArrayBuffer>>;
};

const unbounded: FreeSpace = async () => Number.POSITIVE_INFINITY;

/**
 * Opens a data folder, making it when it is not there, and clears away what a crash has left unfinished. `freeSpace` says how
 * many bytes its registry may still write; as many as there are when left out.
 */
export async function openLayoutStore(
  folder: string,
  freeSpace: FreeSpace = unbounded,
): Promise<LayoutStore> {
  const unfinished = join(folder, '_unfinished');
  await clearFolder(unfinished);
  const names = new Set(await findRepositories(folder));
  // Repositories that have blobs, of which some may never have got a manifest.
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

// What a layout itself holds: a repository below another one must not take these names.
const layoutFiles = new Set(['blobs', 'index.json', 'oci-layout']);

/** The folder of a repository: its name, where a part that a layout itself uses gets an underscore no name can end in. */
function repositoryFolder(root: string, name: string): string {
  return join(root, ...name.split('/').map((part) => (layoutFiles.has(part) ? `${part}_` : part)));
}

/** The names of all repositories below a folder: those that have an index.json. */
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
