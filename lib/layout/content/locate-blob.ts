import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from '#lib/layout/files/file-error';
import { readBytes } from '#lib/layout/files/file-stream';
import type { Digest } from '#lib/oci/digest';
import { blobName } from '#lib/oci/image-layout';

/** A file whose name is the digest of its content. */
export type BlobFile = {
  readonly size: number;
  /** Opens the file for reading; the caller closes it. */
  readonly open: () => Promise<FileHandle>;
  /**
   * Hashes the whole file, before a part of it is served; undefined for a file that only this process writes.
   *
   * @throws OciError `layout-invalid` when it has another digest.
   */
  readonly verify?: (signal: AbortSignal) => Promise<void>;
};

/** The path of the content with this digest, whether or not it exists. */
export function blobPath(folder: string, digest: Digest): string {
  return join(folder, blobName(digest));
}

/** Finds the file of a digest; undefined when there is none. */
export type LocateBlob = (digest: Digest) => Promise<BlobFile | undefined>;

/** Locates the blobs of a layout that only this process writes. */
export function blobsIn(folder: string): LocateBlob {
  return async (digest) => {
    const path = blobPath(folder, digest);
    const found = await unlessMissing(stat(path));
    return found?.isFile() ? { size: found.size, open: () => open(path, 'r') } : undefined;
  };
}

/** The whole content of the file. */
export async function readBlob({ open, size }: BlobFile): Promise<Buffer<ArrayBuffer>> {
  const handle = await open();
  try {
    return await readBytes(handle, size);
  } finally {
    await handle.close();
  }
}
