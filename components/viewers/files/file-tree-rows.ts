import type { FileEntry } from '#lib/api/contract/files-contract';
import type { Problem } from '#lib/api/problems/problem';

/** What is known of one folder: the entries that have come, and whether there are more. */
export type FileLevel = {
  readonly entries: readonly FileEntry[];
  readonly total: number;
  readonly isPending: boolean;
  readonly problem?: Problem;
};

/** A line of the tree. */
export type FileTreeRow = { readonly id: string; readonly level: number } & (
  | {
      readonly kind: 'entry';
      readonly entry: FileEntry;
      readonly name: string;
      readonly posInSet: number;
      readonly setSize: number;
      /** Undefined for what cannot be opened in the tree. */
      readonly isOpen: boolean | undefined;
    }
  | { readonly kind: 'more'; readonly folder: string; readonly left: number }
  | { readonly kind: 'pending' }
  | { readonly kind: 'problem'; readonly folder: string; readonly problem: Problem }
);

/** The lines of a tree whose open folders are known level by level; the root is the folder without a name. */
export function fileTreeRows(
  levels: ReadonlyMap<string, FileLevel>,
  open: ReadonlySet<string>,
): readonly FileTreeRow[] {
  const rows: FileTreeRow[] = [];
  // A stack and no recursion: a hostile archive nests as deep as a path is long.
  const stack: (readonly [folder: string, at: number])[] = [['', 0]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [folder, from] = top;
    const level = levels.get(folder);
    const depth = stack.length + 1;
    const at = addEntries(rows, { folder, level, from, depth, open });
    if (at === undefined) addEnd(rows, folder, level, depth);
    else {
      const opened = level?.entries[at]?.path ?? '';
      stack.push([folder, at + 1], [opened, 0]);
    }
  }
  return rows;
}

type Walk = {
  readonly folder: string;
  readonly level: FileLevel | undefined;
  readonly from: number;
  readonly depth: number;
  readonly open: ReadonlySet<string>;
};

/** Adds entries up to the first open folder, whose place it gives; undefined at the end of the level. */
function addEntries(rows: FileTreeRow[], { folder, level, from, depth, open }: Walk): number | undefined {
  const entries = level?.entries ?? [];
  for (let at = from; at < entries.length; at++) {
    const entry = entries[at];
    if (entry === undefined) continue;
    const isFolder = entry.type === 'folder' && entry.files !== 0;
    const isOpen = isFolder ? open.has(entry.path) : undefined;
    rows.push({
      ...{ kind: 'entry', id: entry.path, level: depth, entry, posInSet: at + 1 },
      ...{ name: nameBelow(folder, entry.path), setSize: level?.total ?? entries.length, isOpen },
    });
    if (isOpen === true) return at;
  }
  return undefined;
}

function addEnd(rows: FileTreeRow[], folder: string, level: FileLevel | undefined, depth: number): void {
  const id = `${folder}\0end`;
  if (level?.problem !== undefined)
    rows.push({ kind: 'problem', id, level: depth, folder, problem: level.problem });
  else if (level === undefined || level.isPending) rows.push({ kind: 'pending', id, level: depth });
  else if (level.entries.length < level.total)
    rows.push({ kind: 'more', id, level: depth, folder, left: level.total - level.entries.length });
}

function nameBelow(folder: string, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** The lines of a search: paths that match, without folders around them. */
export function matchRows(level: FileLevel): readonly FileTreeRow[] {
  const rows: FileTreeRow[] = level.entries.map((entry, at) => ({
    ...{ kind: 'entry', id: entry.path, level: 1, entry, name: entry.path, posInSet: at + 1 },
    ...{ setSize: level.total, isOpen: undefined },
  }));
  addEnd(rows, '', level, 1);
  return rows;
}
