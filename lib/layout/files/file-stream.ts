import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { layoutLimits } from '#lib/layout/limits';
import type { Digest, HashAlgorithm } from '#lib/oci/digest';
import { digestFromHash } from '#lib/oci/digest';

/**
 * `length` bytes of a file from `start`, read on demand. The first read opens the file, so a stream that nobody reads
 * holds nothing open; the end, an error and a cancel close it.
 */
export function streamFile(
  open: () => Promise<FileHandle>,
  start: number,
  length: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const end = start + length;
  let position = start;
  let handle: FileHandle | undefined;
  const close = async () => {
    const opened = handle;
    handle = undefined;
    await opened?.close();
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          if (position < end) {
            handle ??= await open();
            const chunk = await readChunk(
              handle,
              position,
              Math.min(layoutLimits.chunkBytes, end - position),
            );
            position += chunk.byteLength;
            controller.enqueue(chunk);
          }
          if (position < end) return;
          await close();
          controller.close();
        } catch (error) {
          await close();
          throw error;
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

async function readChunk(
  handle: FileHandle,
  position: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  // Not from the pool of Buffer: the chunk is handed over and must not share memory.
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, position);
  if (bytesRead === 0) throw new Error('The file became shorter while it was read.');
  return buffer.subarray(0, bytesRead);
}

/**
 * The first `size` bytes of an open file, also when it has grown since its size was read.
 *
 * @throws Error when the file has become shorter
 */
export async function readBytes(handle: FileHandle, size: number): Promise<Buffer<ArrayBuffer>> {
  const bytes = Buffer.alloc(size);
  for (let done = 0; done < size; ) {
    const { bytesRead } = await handle.read(bytes, done, size - done, done);
    if (bytesRead === 0) throw new Error('The file became shorter while it was read.');
    done += bytesRead;
  }
  return bytes;
}

/** The digest of these bytes. */
export function hashBytes(algorithm: HashAlgorithm, bytes: Uint8Array): Digest {
  return digestFromHash(algorithm, createHash(algorithm).update(bytes).digest('hex'));
}

/** The digest of a file, read in chunks. */
export async function hashFile(algorithm: HashAlgorithm, path: string): Promise<Digest> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return digestFromHash(algorithm, hash.digest('hex'));
}
