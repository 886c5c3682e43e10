import { isDigest } from '#lib/oci/digest';
import { isJsonObject } from '#lib/oci/parse-json';
import type { FileType, FoundFile } from './file-index.ts';

/**
 * A stretch of the compressed bytes of a layer with a piece of one file: where it begins in the blob, how long it is once it
 * is unpacked, what stands before it in the unpacked stretch, and its digest where the index says one.
 */
export type TocChunk = {
  readonly start: number;
  readonly size: number;
  readonly skipped: number;
  readonly digest: string | undefined;
};

/** A file of an index with where its pieces are; `end` is the first byte of the blob that is no longer its own. */
export type TocContent = {
  readonly chunks: readonly TocChunk[];
  readonly end: number | undefined;
  /** Of the whole file, unpacked. */
  readonly digest: string | undefined;
};

export type Toc = {
  readonly files: readonly FoundFile[];
  /** By the `at` of a file. */
  readonly contents: readonly TocContent[];
  /** Entries that cannot be read. */
  readonly broken: number;
};

const types: ReadonlyMap<unknown, FileType> = new Map([
  ['reg', 'file'],
  ['dir', 'folder'],
  ['symlink', 'symlink'],
  ['hardlink', 'hardlink'],
  ['char', 'device'],
  ['block', 'device'],
  ['fifo', 'other'],
]);

/**
 * Collects the index that a layer carries, entry by entry, in the JSON that eStargz
 * (https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md#toc-tocentries-and-footer) and zstd:chunked
 * share. Entries that are broken are counted; at most `max` are kept.
 */
export function createTocCollector(max: number) {
  const files: FoundFile[] = [];
  const contents: Content[] = [];
  let broken = 0;
  let isFull = false;
  const add = (entry: unknown): void => {
    const current = contents.at(-1);
    if (isJsonObject(entry) && entry.type === 'chunk') {
      if (current === undefined || entry.name !== files.at(-1)?.name) broken += isFull ? 0 : 1;
      else current.chunks.push(chunkOf(entry, 0));
      return;
    }
    const file = fileOf(entry, contents.length);
    isFull ||= files.length >= max;
    if (isFull) return;
    if (file === undefined || !isJsonObject(entry)) {
      broken += isLandmark(entry) ? 0 : 1;
      return;
    }
    files.push(file);
    contents.push({
      chunks: file.type === 'file' && file.size > 0 ? [chunkOf(entry, file.size)] : [],
      end: wholeNumber(entry.endOffset),
      digest: digestIn(entry.digest),
    });
  };
  return {
    add,
    isFull: () => isFull,
    toToc: (): Toc => ({ files, contents: withSizes(files, contents), broken }),
  };
}

type Content = {
  readonly chunks: TocChunk[];
  readonly end: number | undefined;
  readonly digest: string | undefined;
};

// What eStargz adds for itself: which files to load first, and the index. They are no files of the image.
const landmarks = new Set(['.prefetch.landmark', '.no.prefetch.landmark', 'stargz.index.json']);

function isLandmark(entry: unknown): boolean {
  return isJsonObject(entry) && typeof entry.name === 'string' && landmarks.has(entry.name);
}

function fileOf(entry: unknown, at: number): FoundFile | undefined {
  if (!isJsonObject(entry) || typeof entry.name !== 'string' || isLandmark(entry)) return undefined;
  const type = types.get(entry.type);
  if (type === undefined) return undefined;
  const link = typeof entry.linkName === 'string' ? entry.linkName : '';
  const size = type === 'file' ? (wholeNumber(entry.size) ?? 0) : 0;
  return { name: entry.name, type, size, mode: (wholeNumber(entry.mode) ?? 0) & 0o7777, link, at };
}

function chunkOf(entry: Readonly<Record<string, unknown>>, fileSize: number): TocChunk {
  return {
    start: wholeNumber(entry.offset) ?? -1,
    size: wholeNumber(entry.chunkSize) ?? (wholeNumber(entry.chunkOffset) === undefined ? fileSize : 0),
    skipped: wholeNumber(entry.innerOffset) ?? 0,
    digest: digestIn(entry.chunkDigest),
  };
}

// The last chunk of a file may leave out its size: it is what is left of the file.
function withSizes(files: readonly FoundFile[], contents: readonly TocContent[]): readonly TocContent[] {
  return contents.map((content, at) => {
    const known = content.chunks.slice(0, -1).reduce((sum, { size }) => sum + size, 0);
    const last = content.chunks.at(-1);
    if (last === undefined || (last.size > 0 && content.chunks.length === 1)) return content;
    const size = last.size > 0 ? last.size : Math.max(0, (files[at]?.size ?? 0) - known);
    return { ...content, chunks: [...content.chunks.slice(0, -1), { ...last, size }] };
  });
}

/**
 * The bytes of the blob that hold a file, from `start` to before `end`; undefined when the index does not say where they
 * are. `offsets` are all offsets of the index in order, `limit` the end of all content.
 */
export function bytesOfContent(
  { chunks, end }: TocContent,
  offsets: readonly number[],
  limit: number,
): { readonly start: number; readonly end: number } | undefined {
  const start = chunks[0]?.start ?? -1;
  const last = chunks.at(-1)?.start ?? -1;
  if (start < 0 || last < start) return undefined;
  const next = end ?? offsets[firstAbove(offsets, last)] ?? limit;
  return next > last && next <= limit ? { start, end: next } : undefined;
}

function firstAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every place of the blob where a piece of a file begins, in order and once. */
export function offsetsOf({ contents }: Toc): readonly number[] {
  const offsets = new Set(contents.flatMap(({ chunks }) => chunks.map(({ start }) => start)));
  return [...offsets].filter((start) => start >= 0).sort((a, b) => a - b);
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function digestIn(value: unknown): string | undefined {
  return typeof value === 'string' && isDigest(value) && value.startsWith('sha256:') ? value : undefined;
}
