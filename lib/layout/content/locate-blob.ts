import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { blobPath } from '#lib/layout/content/blob-path';
import { unlessMissing } from '#lib/layout/files/file-error';
import type { Digest } from '#lib/oci/digest';

/** A file that holds the content of a digest, as its name says. */
export type BlobFile = { readonly path: string; readonly size: number };

/** Finds the file of a digest; undefined when there is none. */
export type LocateBlob = (digest: Digest) => Promise<BlobFile | undefined>;

/** The blobs of a layout that only we write to. */
export function blobsIn(folder: string): LocateBlob {
  return (digest) => toFile(blobPath(folder, digest));
}

/**
 * The blobs of a layout that somebody else has made: a symbolic link that leads out of its blobs folder would show any
 * file of this machine under the name of a digest. `folder` must be a real path.
 */
export function blobsWithin(folder: string): LocateBlob {
  const blobs = join(folder, 'blobs') + sep;
  return async (digest) => {
    const path = await unlessMissing(realpath(blobPath(folder, digest)));
    return path?.startsWith(blobs) ? toFile(path) : undefined;
  };
}

async function toFile(path: string): Promise<BlobFile | undefined> {
  const found = await unlessMissing(stat(path));
  return found?.isFile() ? { path, size: found.size } : undefined;
}
