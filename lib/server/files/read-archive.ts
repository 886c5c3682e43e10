import { createHash, hash } from 'node:crypto';
import { sortInSlices } from '#lib/async/sort-in-slices';
import { createFileCollector } from '#lib/formats/files/file-index';
import type { TakeContent, TarEntry } from '#lib/formats/files/tar-scanner';
import { createTarScanner } from '#lib/formats/files/tar-scanner';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import type { ArchiveListing } from './archive-listing.ts';
import type { Compression } from './expand-blob.ts';
import { compressionOf, expand } from './expand-blob.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Lists a tar archive, compressed or not, whose bytes are read to their end once, so that their digest is compared. A
 * broken one gives what stands before the break, and a sentence. `isHashed` also hashes the content of each file.
 *
 * @throws ProblemError `files-unreadable` for bytes that are no tar archive
 * @throws RegistryError when the bytes cannot be fetched, or have another digest
 */
export async function readArchive(body: ReadableStream<Bytes>, isHashed = false): Promise<ArchiveListing> {
  const collector = createFileCollector();
  const sparse = new Set<number>();
  const hashes = isHashed ? new Map<number, string>() : undefined;
  let isFull = false;
  const add = (entry: TarEntry): TakeContent | undefined => {
    isFull ||= collector.count() >= limits.archiveEntriesMax;
    if (isFull) return undefined;
    collector.add({ ...entry, at: entry.offset });
    if (entry.isSparse) sparse.add(entry.offset);
    else if (hashes !== undefined && entry.type === 'file' && entry.stored > 0)
      return hashContent(entry.stored, (digits) => hashes.set(entry.offset, digits));
    return undefined;
  };
  const { compression, problem, isDamaged, bytesRead } = await scanArchive(body, add, () => isFull);
  const problems = [
    ...(problem === undefined ? [] : [problem]),
    ...(isFull
      ? [
          `It has more than ${limits.archiveEntriesMax.toLocaleString('en')} entries: the others are not listed.`,
        ]
      : []),
    ...collector.oddities(),
  ];
  if (collector.count() === 0 && problem !== undefined) throw noArchive(compression, problem, isDamaged);
  const files = await collector.toIndexInSlices(await sortInSlices(collector.keys()));
  return {
    ...{ files, source: 'archive', compression, verified: 'digest', bytesRead, sparse, problems },
    isComplete: problem === undefined && !isFull,
    ...(hashes === undefined ? {} : { hashes }),
  };
}

/** Takes content of a length that is known, and gives its SHA-256 in hexadecimal digits at its last byte. */
function hashContent(length: number, onEnd: (digits: string) => void): TakeContent {
  let running: ReturnType<typeof createHash> | undefined;
  let left = length;
  return (bytes) => {
    left -= bytes.length;
    // Most files lie in one piece: a hash that is kept open costs several times as much.
    if (running === undefined && left === 0) {
      onEnd(hash('sha256', bytes));
      return;
    }
    running ??= createHash('sha256');
    running.update(bytes);
    if (left === 0) onEnd(running.digest('hex'));
  };
}

type Scanned = {
  readonly compression: Compression;
  readonly problem: string | undefined;
  readonly isDamaged: boolean;
  readonly bytesRead: number;
};

/**
 * Reads a tar archive to the end of its blob, entry by entry; `onEntry` may answer with what takes its content. After
 * `isEnough` what follows is only hashed.
 *
 * @throws RegistryError when the bytes cannot be fetched, or have another digest
 */
async function scanArchive(
  body: ReadableStream<Bytes>,
  onEntry: (entry: TarEntry) => TakeContent | undefined,
  isEnough: () => boolean,
): Promise<Scanned> {
  const source = createBlobSource(body);
  const head = await source.head(4);
  const compression = compressionOf(head);
  const scanner = createTarScanner(onEntry);
  let problem: string | undefined;
  let isDamaged = false;
  try {
    let size = 0;
    for await (const chunk of expand(source.chunks(), compression)) {
      scanner.push(chunk);
      size += chunk.byteLength;
      if (size > limits.archiveMaxBytes) problem = 'It unpacks to more than 64 GiB: the rest is not listed.';
      if (scanner.isOver() || isEnough() || problem !== undefined) break;
    }
    if (!isEnough()) problem ??= scanner.end();
  } catch (error) {
    if (source.failure() !== undefined || !isZlibError(error)) throw source.failure() ?? error;
    isDamaged = true;
    problem = `Its ${compression} stream breaks off or is damaged: what stands before that is listed.`;
  }
  await source.drain();
  return { compression, problem, isDamaged, bytesRead: source.size() };
}

/** The chunks of a body that are read on after whoever used them has stopped. */
export function createBlobSource(body: ReadableStream<Bytes>) {
  const reader = body.getReader();
  const held: Bytes[] = [];
  let failure: unknown;
  let size = 0;
  const read = async (): Promise<Bytes | undefined> => {
    try {
      const { done, value } = await reader.read();
      size += value?.byteLength ?? 0;
      return done ? undefined : value;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  async function* chunks(): AsyncGenerator<Bytes> {
    yield* held.splice(0);
    for (let chunk = await read(); chunk !== undefined; chunk = await read()) yield chunk;
  }
  return {
    chunks,
    failure: () => failure,
    /** Bytes that were read so far. */
    size: () => size,
    /** The first bytes, which come again with the rest. */
    head: async (length: number): Promise<Uint8Array> => {
      for (let got = 0; got < length; ) {
        const chunk = await read();
        if (chunk === undefined) break;
        held.push(chunk);
        got += chunk.byteLength;
      }
      return Buffer.concat(held).subarray(0, length);
    },
    cancel: (reason?: unknown) => reader.cancel(reason),
    /** Reads what is left, so that the digest of all is compared. */
    drain: async (): Promise<void> => {
      while ((await read()) !== undefined);
    },
  };
}

/** Whether a decompression failed, and not what it was fed from. */
export function isZlibError(error: unknown): boolean {
  if (error instanceof RegistryError || !(error instanceof Error) || !('code' in error)) return false;
  return /^(?:Z_|ZSTD_|ERR_ZLIB|ERR_ZSTD|ERR_STREAM_PREMATURE_CLOSE)/.test(String(error.code));
}

const unknownCompressions: Partial<Record<Compression, string>> = {
  bzip2: 'It is compressed with bzip2, which is not read here.',
  xz: 'It is compressed with xz, which is not read here.',
  lz4: 'It is compressed with lz4, which is not read here.',
  zip: 'It is a zip file, whose list is not read here.',
  empty: 'It is empty.',
};

function noArchive(compression: Compression, problem: string, isDamaged: boolean) {
  const damage = isDamaged ? `Its ${compression} stream is damaged before the first file.` : undefined;
  const reason = unknownCompressions[compression] ?? damage ?? `It is no tar archive. ${problem}`;
  return problemError('files-unreadable', reason);
}
