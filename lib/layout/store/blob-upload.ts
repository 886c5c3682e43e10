import { createHash, randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMutex } from '#lib/async/mutex';
import { commitFile } from '#lib/layout/files/atomic-write';
import { NoSpaceError } from '#lib/layout/files/file-error';
import { hashFile } from '#lib/layout/files/file-stream';
import { layoutLimits } from '#lib/layout/limits';
import type { Digest, HashAlgorithm } from '#lib/oci/digest';
import { digestFromHash, hashAlgorithmOf } from '#lib/oci/digest';

/**
 * The first and the last byte of a chunk, from its `Content-Range`:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-in-chunks
 */
export type ChunkRange = { readonly first: number; readonly last: number };

type AppendResult = 'appended' | 'out-of-order' | 'wrong-length';

/** An upload in progress: a temporary file that is hashed while it grows. */
export type BlobUpload = {
  readonly id: string;
  readonly repository: string;
  /** Bytes received so far. */
  readonly size: () => number;
  /** Appends bytes. What arrives of a body that breaks off is kept; the client can continue from there. */
  readonly append: (body: AsyncIterable<Uint8Array>, range?: ChunkRange) => Promise<AppendResult>;
  /** Moves the file to its target when it has this digest; otherwise it is deleted, and the result is false. */
  readonly finish: (digest: Digest, target: string) => Promise<boolean>;
  readonly discard: () => Promise<void>;
};

/** Gives how many bytes may still be written. */
export type FreeSpace = () => Promise<number>;

type UploadOptions = Pick<BlobUpload, 'id' | 'repository'> & {
  readonly path: string;
  readonly algorithm: HashAlgorithm;
  readonly freeSpace: FreeSpace;
};

/** An upload into a new file at `path`; its methods reject with an error of `isDiskFull` when the space is used up. */
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
    const required = hashAlgorithmOf(digest);
    const actual =
      required === undefined || required === algorithm
        ? digestFromHash(algorithm, hash.copy().digest('hex'))
        : await hashFile(required, path);
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

/** The same bytes while there is space for them; others write to the same disk, so the space is checked again and again. */
async function* withinFreeSpace(
  body: AsyncIterable<Uint8Array>,
  freeSpace: FreeSpace,
): AsyncGenerator<Uint8Array> {
  let available = await freeSpace();
  let sinceCheck = 0;
  for await (const chunk of body) {
    sinceCheck += chunk.byteLength;
    available -= chunk.byteLength;
    if (sinceCheck > layoutLimits.freeSpaceCheckBytes) {
      available = (await freeSpace()) - chunk.byteLength;
      sinceCheck = 0;
    }
    if (available < 0) throw new NoSpaceError('The disk has no room for this upload.');
    yield chunk;
  }
}

/** Writes a stream into a file from `position` on; `onWritten` is called with each chunk that is in the file. */
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

/** The uploads in progress; they end with the process. */
export type BlobUploads = {
  /** Undefined when too many are in progress. */
  readonly start: (repository: string, algorithm: HashAlgorithm) => Promise<BlobUpload | undefined>;
  readonly find: (repository: string, id: string) => BlobUpload | undefined;
  /** Removes an upload that is finished or given up. */
  readonly end: (upload: BlobUpload) => Promise<void>;
};

/**
 * Keeps the unfinished files of uploads in `folder`; an upload that is idle for an hour is discarded. `freeSpace` says how
 * many bytes may still be written there; `now` is in milliseconds.
 */
export function createBlobUploads(
  folder: string,
  freeSpace: FreeSpace,
  now: () => number = Date.now,
): BlobUploads {
  const open = new Map<string, { readonly upload: BlobUpload; readonly touchedAt: number }>();
  const touch = (upload: BlobUpload) => open.set(upload.id, { upload, touchedAt: now() });

  async function end(upload: BlobUpload): Promise<void> {
    open.delete(upload.id);
    await upload.discard();
  }

  async function endIdle(): Promise<void> {
    const idleSince = now() - layoutLimits.uploadIdleMs;
    const idle = [...open.values()].filter(({ touchedAt }) => touchedAt < idleSince);
    await Promise.all(idle.map(({ upload }) => end(upload)));
  }

  return {
    end,
    async start(repository, algorithm) {
      await endIdle();
      if (open.size >= layoutLimits.uploadsMax) return undefined;
      const id = randomUUID();
      const upload = await openBlobUpload({ id, repository, path: join(folder, id), algorithm, freeSpace });
      touch(upload);
      return upload;
    },
    find(repository, id) {
      const upload = open.get(id)?.upload;
      if (upload?.repository !== repository) return undefined;
      touch(upload);
      return upload;
    },
  };
}
