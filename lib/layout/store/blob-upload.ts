import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, rm, truncate, writeFile } from 'node:fs/promises';
import { createMutex } from '#lib/async/mutex';
import { commitFile } from '#lib/layout/files/atomic-write';
import { NoSpaceError } from '#lib/layout/files/file-error';
import { hashFile } from '#lib/layout/files/hash-file';
import type { Digest, HashAlgorithm } from '#lib/oci/digest';
import { digestFromHash, hashAlgorithmOf } from '#lib/oci/digest';

/** The first and the last byte of a chunk, as its `Content-Range` says. */
export type ChunkRange = { readonly first: number; readonly last: number };

type AppendResult = 'appended' | 'out-of-order' | 'wrong-length';

/** A blob on its way in: a temporary file, hashed as it grows. */
export type BlobUpload = {
  readonly id: string;
  readonly repository: string;
  /** Bytes received so far. */
  readonly size: () => number;
  /** Adds bytes at the end. What arrives of a body that breaks is kept, so that the client can go on from there. */
  readonly append: (body: AsyncIterable<Uint8Array>, range?: ChunkRange) => Promise<AppendResult>;
  /** Moves the file to its place when it has this digest; otherwise it is thrown away. */
  readonly finish: (digest: Digest, target: string) => Promise<boolean>;
  readonly discard: () => Promise<void>;
};

/** How many bytes may still be written. */
export type FreeSpace = () => Promise<number>;

type UploadOptions = Pick<BlobUpload, 'id' | 'repository'> & {
  readonly path: string;
  readonly algorithm: HashAlgorithm;
  readonly freeSpace: FreeSpace;
};

/** How many bytes are written before the disk is asked again. */
const checkEveryBytes = 16 * 1024 * 1024;

/** An upload into a new file at `path`. Its methods reject with an error that isDiskFull knows when the freeSpace is used up. */
export async function openBlobUpload(options: UploadOptions): Promise<BlobUpload> {
  const { id, repository, path, algorithm, freeSpace } = options;
  const exclusive = createMutex();
  let size = 0;
  let hash = createHash(algorithm);
  await writeFile(path, '', { flag: 'wx' });

  async function append(body: AsyncIterable<Uint8Array>, range?: ChunkRange): Promise<AppendResult> {
    if (range !== undefined && range.first !== size) return 'out-of-order';
    const before = { size, hash: hash.copy() };
    await appendToFile(path, size, withinFreeSpace(body, freeSpace), (chunk) => {
      hash.update(chunk);
      size += chunk.byteLength;
    });
    if (range === undefined || size === range.last + 1) return 'appended';
    ({ size, hash } = before);
    await truncate(path, size);
    return 'wrong-length';
  }

  async function finish(digest: Digest, target: string): Promise<boolean> {
    const wanted = hashAlgorithmOf(digest);
    const actual =
      wanted === undefined || wanted === algorithm
        ? digestFromHash(algorithm, hash.copy().digest('hex'))
        : await hashFile(wanted, path);
    if (actual === digest) await commitFile(path, target);
    else await rm(path, { force: true });
    return actual === digest;
  }

  return {
    id,
    repository,
    size: () => size,
    append: (body, range) => exclusive(() => append(body, range)),
    finish: (digest, target) => exclusive(() => finish(digest, target)),
    discard: () => rm(path, { force: true }),
  };
}

/** The same bytes, as long as there is freeSpace for them: others write to the same disk, so that it is asked again. */
async function* withinFreeSpace(
  body: AsyncIterable<Uint8Array>,
  freeSpace: FreeSpace,
): AsyncGenerator<Uint8Array> {
  let left = await freeSpace();
  let sinceAsked = 0;
  for await (const chunk of body) {
    sinceAsked += chunk.byteLength;
    left -= chunk.byteLength;
    if (sinceAsked > checkEveryBytes) {
      left = (await freeSpace()) - chunk.byteLength;
      sinceAsked = 0;
    }
    if (left < 0) throw new NoSpaceError('The disk has no room for this upload.');
    yield chunk;
  }
}

/** Writes a stream into a file from `position` on; `onWritten` hears of each chunk once it is in the file. */
async function appendToFile(
  path: string,
  position: number,
  chunks: AsyncIterable<Uint8Array>,
  onWritten: (chunk: Uint8Array) => void,
): Promise<void> {
  const handle = await open(path, 'r+');
  let next = position;
  try {
    for await (const chunk of chunks) {
      await writeWhole(handle, chunk, next);
      next += chunk.byteLength;
      onWritten(chunk);
    }
  } finally {
    await handle.close();
  }
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done, position + done);
    done += bytesWritten;
  }
}
