import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from '#lib/layout/files/file-error';
import { readBytes } from '#lib/layout/files/file-stream';
import type { Digest } from '#lib/oci/digest';
import { blobName } from '#lib/oci/image-layout';

/** A file that holds the content of a digest, as its name says. */
export type BlobFile = {
  readonly size: number;
  /** Opens it for reading; whoever asks closes it. */
  readonly open: () => Promise<FileHandle>;
  /**
   * Hashes the whole of it, which must come before a part is shown; undefined where nobody but us writes.
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

/** The blobs of a layout that only we write to. */
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
