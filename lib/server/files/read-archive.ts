import { createHash, hash } from 'node:crypto';
import { sortInSlices } from '#lib/async/sort-in-slices';
import { createFileCollector } from '#lib/formats/files/file-index';
import type { TakeContent, TarEntry } from '#lib/formats/files/tar-scanner';
import { createTarScanner } from '#lib/formats/files/tar-scanner';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import type { ArchiveListing } from './archive-listing.ts';
import type { BlobChunks } from './blob-source.ts';
import { createBlobSource } from './blob-source.ts';
import type { Compression } from './expand-blob.ts';
import { compressionOf, expand } from './expand-blob.ts';
import { readZip } from './read-zip.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Lists a tar archive, compressed or not, or a zip file, whose bytes are read to their end once, so that their digest is
 * compared. A broken one gives what stands before the break, and a sentence. `isHashed` also hashes the content of each
 * file of a tar archive.
 *
 * @throws ProblemError `files-unreadable` for bytes that are neither
 * @throws RegistryError when the bytes cannot be fetched, or have another digest
 */
export async function readArchive(body: ReadableStream<Bytes>, isHashed = false): Promise<ArchiveListing> {
  const source = createBlobSource(body);
  const compression = compressionOf(await source.head(4));
  if (compression === 'zip') return readZip(source);
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
  const { problem, isDamaged } = await scanArchive(source, compression, add, () => isFull);
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
    ...{ files, source: 'archive', compression, verified: 'digest', sparse, problems },
    bytesRead: source.size(),
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

type Scanned = { readonly problem: string | undefined; readonly isDamaged: boolean };

/**
 * Reads a tar archive to the end of its blob, entry by entry; `onEntry` may answer with what takes its content. After
 * `isEnough` what follows is only hashed.
 *
 * @throws RegistryError when the bytes cannot be fetched, or have another digest
 */
async function scanArchive(
  source: BlobChunks,
  compression: Compression,
  onEntry: (entry: TarEntry) => TakeContent | undefined,
  isEnough: () => boolean,
): Promise<Scanned> {
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
    problem = `Its ${compression} stream ends early or is damaged. The list has the files before that.`;
  }
  await source.drain();
  return { problem, isDamaged };
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
  empty: 'It is empty.',
};

function noArchive(compression: Compression, problem: string, isDamaged: boolean) {
  const damage = isDamaged ? `Its ${compression} stream is damaged before the first file.` : undefined;
  const reason = unknownCompressions[compression] ?? damage ?? `It is not a tar archive. ${problem}`;
  return problemError('files-unreadable', reason);
}
