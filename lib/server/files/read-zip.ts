import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { sortInSlices } from '#lib/async/sort-in-slices';
import { createFileCollector } from '#lib/formats/files/file-index';
import { readZipDirectory, readZipHeader, zipHeaderLength } from '#lib/formats/files/zip-directory';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import type { ArchiveListing } from './archive-listing.ts';
import type { BlobChunks } from './blob-source.ts';

/**
 * Lists a zip file by the directory at its end. All of it is read, so that its digest is compared, and only the end is
 * kept.
 *
 * @throws ProblemError `files-unreadable` where no directory is found
 * @throws RegistryError when the bytes cannot be fetched, or have another digest
 */
export async function readZip(source: BlobChunks): Promise<ArchiveListing> {
  const tail = await lastBytes(source.chunks(), limits.zipDirectoryMaxBytes);
  const start = source.size() - tail.length;
  const directory = readZipDirectory(tail, start, limits.archiveEntriesMax);
  if (directory === undefined)
    throw problemError('files-unreadable', 'It is a zip file whose directory is broken or very large.');
  const collector = createFileCollector();
  for (const file of directory.files) collector.add(file);
  const { isComplete } = directory;
  return {
    files: await collector.toIndexInSlices(await sortInSlices(collector.keys())),
    ...{ source: 'archive', compression: 'zip', verified: 'digest', bytesRead: source.size(), isComplete },
    problems: [
      ...(isComplete ? [] : ['Its directory breaks off, or names more files than are listed.']),
      ...collector.oddities(),
    ],
    sparse: new Set(),
    // A directory has check sums and no digests.
    hashes: new Map(),
  };
}

/** At least the last `max` bytes, or all where there are fewer. */
async function lastBytes(chunks: AsyncIterable<Uint8Array>, max: number): Promise<Uint8Array> {
  let before = Buffer.alloc(0);
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.byteLength;
    if (size < max) continue;
    before = Buffer.concat(held);
    held = [];
    size = 0;
  }
  return Buffer.concat([before, ...held]);
}

type Wanted = { readonly offset: number; readonly size: number; readonly isVerified: boolean };

/**
 * The content of a file of a zip file whose header stands at `offset`; with `isVerified` its last bytes come when all of
 * the zip file is found right.
 *
 * @throws ProblemError `files-unreadable` for a file that is encrypted, or packed in a way that is not read here
 */
export async function zipContent(source: BlobChunks, wanted: Wanted): Promise<AsyncGenerator<Uint8Array>> {
  const chunks = skipBytes(source.chunks(), wanted.offset);
  let head = await take(chunks, zipHeaderLength);
  const header = readZipHeader(head);
  const refusal =
    header === undefined
      ? 'Where the directory says that the file is there is none.'
      : header.isEncrypted
        ? 'This file is encrypted. You need its password.'
        : header.method === 0 || header.method === 8
          ? undefined
          : 'Orrery does not support the compression of this file. Download the zip file.';
  if (header === undefined || refusal !== undefined) {
    await source.cancel().catch(() => undefined);
    throw problemError('files-unreadable', refusal ?? '');
  }
  head = Buffer.concat([head, await take(chunks, Math.max(0, header.length - head.length))]);
  const packed = startingWith(head.subarray(header.length), chunks);
  return limited(source, header.method === 0 ? packed : inflate(packed), wanted);
}

async function* limited(
  source: BlobChunks,
  content: AsyncIterable<Uint8Array>,
  { size, isVerified }: Wanted,
): AsyncGenerator<Uint8Array> {
  let left = size;
  let held: Uint8Array | undefined;
  try {
    for await (const chunk of content) {
      if (held !== undefined) yield held;
      held = chunk.subarray(0, left);
      left -= held.byteLength;
      if (left === 0) break;
    }
    if (left > 0) throw new Error('The file is shorter than the directory says.');
    if (isVerified) await source.drain();
    if (source.failure() !== undefined) throw source.failure();
    if (held !== undefined) yield held;
  } finally {
    await source.cancel().catch(() => undefined);
  }
}

function inflate(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const input = Readable.from(packed, { objectMode: false });
  const decoder = createInflateRaw({ chunkSize: limits.expandChunkBytes });
  // What breaks on the way in breaks the way out, too.
  input.once('error', (error) => decoder.destroy(error));
  return input.pipe(decoder);
}

async function* skipBytes(chunks: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let left = length;
  for await (const chunk of chunks) {
    if (left < chunk.byteLength) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.byteLength);
  }
}

/** At least so many bytes, or all there are. */
async function take(chunks: AsyncGenerator<Uint8Array>, length: number): Promise<Uint8Array> {
  const taken: Uint8Array[] = [];
  for (let got = 0; got < length; ) {
    const { done, value } = await chunks.next();
    if (done === true) break;
    taken.push(value);
    got += value.byteLength;
  }
  return Buffer.concat(taken);
}

async function* startingWith(
  head: Uint8Array,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (head.byteLength > 0) yield head;
  yield* chunks;
}
