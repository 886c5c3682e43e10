import type { Transform } from 'node:stream';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { createFrameCutter } from '#lib/formats/files/zstd-frames';
import { limits } from '#lib/server/platform/limits';

/** How the bytes of a blob are compressed, by their own first bytes. */
export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz' | 'lz4' | 'zip' | 'empty';

const magics: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  // Without a file.
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
];

/** The compression that the first bytes of a blob tell. */
export function compressionOf(head: Uint8Array): Compression {
  if (head.length === 0) return 'empty';
  // A frame to be skipped may come first; nothing else in the field begins so.
  if (head[0] !== undefined && head[0] >> 4 === 5 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18)
    return 'zstd';
  return magics.find(([, magic]) => magic.every((byte, at) => head[at] === byte))?.[0] ?? 'none';
}

/** Decompresses a stream; the errors of `chunks` come out as they are, those of the decompression with a code of zlib. */
export async function* expand(
  chunks: AsyncIterable<Uint8Array>,
  compression: Compression,
): AsyncGenerator<Uint8Array> {
  const decoder = decoderOf(compression);
  if (decoder === undefined) {
    yield* chunks;
    return;
  }
  const batches = inBatches(chunks, limits.expandBatchBytes);
  const source = compression === 'zstd' ? inFrames(batches) : batches;
  const fed = pipeline(Readable.from(source, { objectMode: false }), decoder);
  // The loop gets the same error; this only keeps it from counting as unhandled.
  fed.catch(() => {});
  yield* decoder;
  await fed;
}

/**
 * The same bytes in larger pieces: each write to a decoder is a turn of the thread pool, and a layer has ten thousand chunks.
 * The first ones stay as they are, because a decoder that fails gives nothing of what it was given last.
 */
async function* inBatches(chunks: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  let seen = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.byteLength;
    seen += chunk.byteLength;
    if (seen > length && size < length) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

// Node's decoder ends after one frame, unless each write ends with one.
async function* inFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const cutter = createFrameCutter();
  for await (const chunk of chunks) yield* cutter.push(chunk);
}

function decoderOf(compression: Compression): Transform | undefined {
  const chunkSize = limits.expandChunkBytes;
  if (compression === 'gzip') return createGunzip({ chunkSize });
  return compression === 'zstd' ? createZstdDecompress({ chunkSize }) : undefined;
}
