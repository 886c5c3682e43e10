import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import { createSemaphore } from '#lib/async/semaphore';
import type { BlobFile, LocateBlob } from '#lib/layout/content/locate-blob';
import { blobPath } from '#lib/layout/content/locate-blob';
import { layoutLimits } from '#lib/layout/limits';
import type { CheckedFile } from '#lib/layout/reading/foreign-files';
import { openForeign } from '#lib/layout/reading/foreign-files';
import type { Digest } from '#lib/oci/digest';
import { digestFromHash, hashAlgorithmOf } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';

const hashing = createSemaphore(layoutLimits.filesHashedAtOnce);

/** Locates the blobs of layouts that other programs may write; a file whose hash is known is not hashed again. */
export function foreignBlobs(): (folder: string) => LocateBlob {
  const hashed = new LRUCache<Digest, string>({ max: layoutLimits.hashedFilesMax });
  return (folder) => async (digest) => {
    const name = blobPath('', digest);
    const found = await openForeign(folder, name);
    if (found === undefined) return undefined;
    await found.handle.close();
    const openSame = async () => {
      const again = await openForeign(folder, name);
      if (again?.id === found.id) return again;
      await again?.handle.close();
      throw mismatch(`The file of ${digest} in this layout is being changed.`);
    };
    return {
      size: found.size,
      open: async () => (await openSame()).handle,
      verify: async (signal) => {
        if (hashed.get(digest) === found.id) return;
        await hashing.run(async () => {
          signal.throwIfAborted();
          const file = await openSame();
          try {
            await assertDigest(file, digest, signal);
          } finally {
            await file.handle.close();
          }
        });
        if (found.isSettled) hashed.set(digest, found.id);
      },
    } satisfies BlobFile;
  };
}

async function assertDigest(file: CheckedFile, digest: Digest, signal: AbortSignal): Promise<void> {
  const algorithm = hashAlgorithmOf(digest);
  if (algorithm === undefined)
    throw mismatch('A part of this blob cannot be shown: its digest is of an unknown kind.');
  const hash = createHash(algorithm);
  for await (const chunk of chunksOf(file.handle, file.size)) {
    signal.throwIfAborted();
    hash.update(chunk);
  }
  if (digestFromHash(algorithm, hash.digest('hex')) === digest) return;
  throw mismatch(`The file of ${digest} in this layout does not have that digest.`);
}

async function* chunksOf(handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(layoutLimits.chunkBytes);
  for (let position = 0; position < size; ) {
    const { bytesRead } = await handle.read(
      buffer,
      0,
      Math.min(buffer.byteLength, size - position),
      position,
    );
    if (bytesRead === 0) throw new Error('The file has become shorter while it was read.');
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}

function mismatch(message: string): OciError {
  return new OciError('layout-invalid', message, {
    hint: 'Do not use this content. Create the layout again.',
  });
}
