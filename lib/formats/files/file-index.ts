import { nextTurn } from '#lib/async/slices';
import { formatLimits } from '#lib/formats/limits';
import { asPath } from './file-path.ts';

/** What a path of an archive is. */
export const fileTypes = ['file', 'folder', 'symlink', 'hardlink', 'device', 'other'] as const;
export type FileType = (typeof fileTypes)[number];

/** A path of an archive, before it has its place in an index. */
export type FoundFile = {
  readonly name: string;
  readonly type: FileType;
  readonly size: number;
  readonly mode: number;
  readonly link: string;
  /** Where its bytes are; the reader of the archive knows what the number means. */
  readonly at: number;
};

/**
 * The paths of an archive in order, each folder right before what it holds: columns and not objects, because a layer has
 * tens of thousands. A key is a path with U+0000 in place of the slash, which sorts before every character of a name.
 */
export type FileIndex = {
  readonly keys: readonly string[];
  readonly types: Uint8Array;
  readonly sizes: Float64Array;
  readonly modes: Uint16Array;
  readonly places: Float64Array;
  readonly links: ReadonlyMap<number, string>;
  /** The sizes of all entries before each, and of all at the end. */
  readonly sums: Float64Array;
};

/** Collects paths; the last one of a name counts, as for whoever unpacks them one after the other. */
export function createFileCollector() {
  const files = new Map<string, Omit<FoundFile, 'name'>>();
  const counts = { absolute: 0, outside: 0, twice: 0, undecodable: 0 };
  return {
    add: ({ name, ...file }: FoundFile): void => {
      const { path, isAbsolute, isOutside } = asPath(name);
      if (isAbsolute) counts.absolute += 1;
      if (isOutside) counts.outside += 1;
      if (path.includes('\ufffd')) counts.undecodable += 1;
      if (path === '') return;
      const key = keyOfPath(path);
      if (files.has(key) && file.type !== 'folder') counts.twice += 1;
      files.set(key, file);
    },
    count: () => files.size,
    keys: (): readonly string[] => [...files.keys()],
    /** The index; `sorted` is the keys in order. */
    toIndex: (sorted: readonly string[]): FileIndex => {
      const columns = createColumns(sorted);
      fillColumns(columns, files, { start: 0, end: sorted.length });
      return columns;
    },
    /** The same, with turns of the event loop between pieces of the work. */
    toIndexInSlices: async (sorted: readonly string[]): Promise<FileIndex> => {
      const columns = createColumns(sorted);
      for (let start = 0; start < sorted.length; start += formatLimits.stepsAtOnce) {
        await nextTurn();
        const end = Math.min(sorted.length, start + formatLimits.stepsAtOnce);
        fillColumns(columns, files, { start, end });
      }
      return columns;
    },
    /** What is odd about the names, in sentences. */
    oddities: (): readonly string[] =>
      [
        sentence(counts.absolute, 'starts with a slash', 'start with a slash'),
        sentence(counts.outside, 'leads outside by ".."', 'lead outside by ".."'),
        sentence(
          counts.twice,
          'stands there twice: the last one counts',
          'stand there twice: the last one counts',
        ),
        sentence(counts.undecodable, 'is not valid UTF-8', 'are not valid UTF-8'),
      ].filter((text) => text !== undefined),
  };
}

type Columns = FileIndex & { readonly links: Map<number, string> };

function createColumns(keys: readonly string[]): Columns {
  const { length } = keys;
  return {
    ...{ keys, types: new Uint8Array(length), sizes: new Float64Array(length) },
    ...{ modes: new Uint16Array(length), places: new Float64Array(length) },
    ...{ links: new Map<number, string>(), sums: new Float64Array(length + 1) },
  };
}

function fillColumns(
  columns: Columns,
  files: ReadonlyMap<string, Omit<FoundFile, 'name'>>,
  { start, end }: Stretch,
): void {
  for (let at = start; at < end; at++) {
    const file = files.get(columns.keys[at] ?? '');
    const size = file?.size ?? 0;
    columns.types[at] = fileTypes.indexOf(file?.type ?? 'other');
    columns.sizes[at] = size;
    columns.modes[at] = file?.mode ?? 0;
    columns.places[at] = file?.at ?? -1;
    columns.sums[at + 1] = (columns.sums[at] ?? 0) + size;
    if (file !== undefined && file.link !== '') columns.links.set(at, file.link);
  }
}

function sentence(count: number, one: string, many: string): string | undefined {
  if (count === 0) return undefined;
  return `${count.toLocaleString('en')} ${count === 1 ? `name ${one}` : `names ${many}`}.`;
}

/** The key under which a path is sorted. */
export function keyOfPath(path: string): string {
  return path.replaceAll('/', '\0');
}

/** The path of a key. */
export function pathOfKey(key: string): string {
  return key.replaceAll('\0', '/');
}

/** The first place whose key is not before this one; the number of keys when all are. */
export function firstNotBefore(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of a path; undefined when it is not there. */
export function findPath({ keys }: FileIndex, path: string): number | undefined {
  const key = keyOfPath(asPath(path).path);
  const at = firstNotBefore(keys, key);
  return keys[at] === key ? at : undefined;
}

/** Places from `start` to before `end`. */
export type Stretch = { readonly start: number; readonly end: number };

/** What a folder holds, itself left out; everything for the root, whose path is empty. */
export function stretchBelow(keys: readonly string[], path: string): Stretch {
  const key = keyOfPath(asPath(path).path);
  if (key === '') return { start: 0, end: keys.length };
  return { start: firstNotBefore(keys, `${key}\0`), end: firstNotBefore(keys, `${key}\u0001`) };
}
