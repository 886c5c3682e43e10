import type { FileIndex, FileType, Stretch } from './file-index.ts';
import { fileTypes, firstNotBefore, keyOfPath, pathOfKey, stretchBelow } from './file-index.ts';
import { asPath, whiteoutOf } from './file-path.ts';

/** One line of a list of files. */
export type ListedFile = {
  readonly path: string;
  readonly size: number;
  readonly mode?: number;
  readonly type: FileType;
  readonly link?: string;
  /** The layers below lose this path, or what this folder held there. */
  readonly whiteout?: 'path' | 'content';
  /** Of a folder, when lists go level by level: what it holds in all. */
  readonly files?: number;
  /** The place in the index; undefined for a folder that is only named in paths. */
  readonly at?: number;
};

export type FilesQuery = {
  /** The folder whose content is listed; the root when it is left out. */
  readonly under?: string;
  /** Only what lies directly in the folder, with the folders that only paths name. */
  readonly isLevel?: boolean;
  /** Only paths that contain this, in any case of letters. */
  readonly text?: string;
  /** Paths behind this one. */
  readonly last?: string;
  readonly max: number;
  /** Left out where it says false; all count when it is left out. */
  readonly isListed?: (at: number) => boolean;
};

/** A page of a list: `total` of all pages, and the path that asks for the next one. */
export type FilesPage = {
  readonly total: number;
  readonly files: readonly ListedFile[];
  readonly next?: string;
};

/** Lists an index: all paths below a folder, those that match, or one level. */
export function listFiles(index: FileIndex, query: FilesQuery): FilesPage {
  const stretch = stretchBelow(index.keys, query.under ?? '');
  const isLevel = query.isLevel === true && (query.text ?? '') === '';
  return isLevel ? listLevel(index, stretch, query) : listAll(index, stretch, query);
}

function listAll(index: FileIndex, stretch: Stretch, query: FilesQuery): FilesPage {
  const { max, last, isListed = all } = query;
  const text = keyOfPath((query.text ?? '').toLowerCase());
  // The key of a path and a zero is the least that comes behind it.
  const start = last === undefined ? stretch.start : firstNotBefore(index.keys, `${keyOfPath(last)}\0`);
  const files: ListedFile[] = [];
  let total = 0;
  let isMore = false;
  for (let at = stretch.start; at < stretch.end; at++) {
    const isFound = isListed(at) && (text === '' || (index.keys[at] ?? '').toLowerCase().includes(text));
    if (!isFound) continue;
    total += 1;
    if (at < start) continue;
    if (files.length < max) files.push(fileAt(index, at));
    else isMore = true;
  }
  return { total, files, ...nextOf(files, isMore) };
}

/** The children of a folder: a key that has more parts stands for the folder of its first part. */
function listLevel(index: FileIndex, stretch: Stretch, query: FilesQuery): FilesPage {
  const { keys } = index;
  const { max, last, isListed = all } = query;
  const prefix = asPath(query.under ?? '').path;
  const depth = prefix === '' ? 0 : prefix.length + 1;
  const lastKey = last === undefined ? undefined : keyOfPath(last);
  const files: ListedFile[] = [];
  let total = 0;
  let isMore = false;
  for (let at = stretch.start; at < stretch.end; ) {
    const key = keys[at] ?? '';
    const cut = key.indexOf('\0', depth);
    const child = cut < 0 ? key : key.slice(0, cut);
    const end = cut < 0 && keys[at + 1]?.startsWith(`${child}\0`) !== true ? at + 1 : endOf(keys, child, at);
    const inside = countListed(at, end, isListed);
    if (inside > 0) {
      total += 1;
      if (lastKey === undefined || child > lastKey) {
        if (files.length < max)
          files.push(childAt(index, { start: at, end, isNamed: cut < 0, child, inside }));
        else isMore = true;
      }
    }
    at = end;
  }
  return { total, files, ...nextOf(files, isMore) };
}

type Child = Stretch & { readonly child: string; readonly isNamed: boolean; readonly inside: number };

function childAt(index: FileIndex, { start, end, isNamed, child, inside }: Child): ListedFile {
  const size = (index.sums[end] ?? 0) - (index.sums[start] ?? 0);
  if (!isNamed) return { path: pathOfKey(child), size, type: 'folder', files: inside };
  const file = fileAt(index, start);
  return file.type === 'folder' || end > start + 1 ? { ...file, size, files: Math.max(0, inside - 1) } : file;
}

function endOf(keys: readonly string[], child: string, at: number): number {
  return Math.max(at + 1, firstNotBefore(keys, `${child}\u0001`));
}

function countListed(start: number, end: number, isListed: (at: number) => boolean): number {
  if (isListed === all) return end - start;
  let count = 0;
  for (let at = start; at < end; at++) if (isListed(at)) count += 1;
  return count;
}

/** The entry at a place of the index. */
export function fileAt(index: FileIndex, at: number): ListedFile {
  const path = pathOfKey(index.keys[at] ?? '');
  const link = index.links.get(at);
  const whiteout = whiteoutOf(path);
  return {
    ...{ path, size: index.sizes[at] ?? 0, mode: index.modes[at] ?? 0 },
    ...{ type: fileTypes[index.types[at] ?? 0] ?? 'other', at },
    ...(link === undefined ? {} : { link }),
    ...(whiteout === undefined ? {} : { whiteout: whiteout.removes }),
  };
}

function nextOf(files: readonly ListedFile[], isMore: boolean): { readonly next?: string } {
  const last = files.at(-1)?.path;
  return isMore && last !== undefined ? { next: last } : {};
}

const all = () => true;
