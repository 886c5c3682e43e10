import { nextTurn } from '#lib/async/slices';
import { given } from '#lib/formats/documents/given';
import type { FileIndex } from '#lib/formats/files/file-index';
import { fileTypes, findPath, pathOfKey, stretchBelow } from '#lib/formats/files/file-index';
import type { MergedFiles } from '#lib/formats/files/merge-layers';
import { formatLimits } from '#lib/formats/limits';
import type { Digest } from '#lib/oci/digest';
import type { ComparedFile, FileAspect, FileComparison, FileDifference } from './comparison.ts';

/** A layer of a file system, and what is known of the content of its files. */
export type TreeLayer = {
  readonly digest: Digest;
  readonly files: FileIndex;
  /** The SHA-256 of the content at a place of the index; undefined where it is unknown. */
  readonly hashOf: (at: number) => string | undefined;
};

/** The file system of one side. */
export type ComparedTree = { readonly layers: readonly TreeLayer[]; readonly merged: MergedFiles };

/** What changed between two file systems; `uncompared` counts files of one size whose content nobody knows. */
export type FileChanges = Omit<FileComparison, 'isComplete' | 'notes'> & { readonly uncompared: number };

/**
 * Compares two file systems path by path. What comes from the same layer on both sides is the same without a look; other
 * files are compared by size, digest of the content, permissions and where they lead. Owners and times are not compared.
 */
export async function compareFiles(left: ComparedTree, right: ComparedTree): Promise<FileChanges> {
  const [lefts, rights] = [readSide(left), readSide(right)];
  const tally = createTally();
  let [l, r] = [lefts.next(0), rights.next(0)];
  for (let steps = 1; l < lefts.end || r < rights.end; steps++) {
    if (steps % formatLimits.stepsAtOnce === 0) await nextTurn();
    const [before, after] = [lefts.keys[l], rights.keys[r]];
    const isBefore = before !== undefined && (after === undefined || before <= after);
    const isAfter = after !== undefined && (before === undefined || after <= before);
    if (isBefore && isAfter) tally.pair(lefts, l, rights, r);
    else if (isBefore && isAlone(lefts, l, rights)) tally.alone('removed', lefts, l);
    else if (isAfter && isAlone(rights, r, lefts)) tally.alone('added', rights, r);
    if (isBefore) l = lefts.next(l + 1);
    if (isAfter) r = rights.next(r + 1);
  }
  return tally.changes();
}

type Side = ReturnType<typeof readSide>;

function readSide({ layers, merged }: ComparedTree) {
  const { files, removedBy } = merged;
  const { keys } = files;
  const isThere = (at: number) => (removedBy[at] ?? -1) < 0;
  const contentAt = (at: number) => contentOf(layers[merged.layers[at] ?? -1], files.places[at] ?? -1);
  // How many paths are there before each place: so a folder is found empty without going through what was in it.
  const before = new Uint32Array(keys.length + 1);
  for (let at = 0; at < keys.length; at++) before[at + 1] = (before[at] ?? 0) + (isThere(at) ? 1 : 0);
  return {
    ...{ keys, end: keys.length },
    /** The first path from a place on that no layer removed. */
    next: (from: number): number => {
      let at = from;
      while (at < keys.length && !isThere(at)) at++;
      return at;
    },
    hasBelow: (key: string): boolean => {
      const { start, end } = stretchBelow(keys, pathOfKey(key));
      return before[end] !== before[start];
    },
    layerOf: (at: number) => layers[merged.layers[at] ?? -1],
    fileAt: (at: number): ComparedFile => {
      const own = entryAt(files, at);
      return own.type === 'hardlink' ? { ...own, size: contentAt(at)?.size ?? 0 } : own;
    },
    contentAt,
  };
}

/** Of folders that one side alone names, those that hold something are told by it. */
function isAlone(side: Side, at: number, other: Side): boolean {
  const key = side.keys[at] ?? '';
  return side.fileAt(at).type !== 'folder' || !(side.hasBelow(key) || other.hasBelow(key));
}

function entryAt(index: FileIndex, at: number): ComparedFile {
  return given<ComparedFile>({
    size: index.sizes[at] ?? 0,
    mode: index.modes[at] ?? 0,
    type: fileTypes[index.types[at] ?? -1] ?? 'other',
    link: index.links.get(at),
  });
}

type Content = ComparedFile & { readonly hash?: string };

/** An entry of a layer with its content: that of a hard link is the file that it leads to, if its layer has that. */
function contentOf(layer: TreeLayer | undefined, at: number): Content | undefined {
  if (layer === undefined) return undefined;
  const own = entryAt(layer.files, at);
  const place = own.type === 'hardlink' ? findPath(layer.files, own.link ?? '') : at;
  const content = place === undefined ? own : entryAt(layer.files, place);
  // A hard link leads to a file and never to another link or a folder.
  if (place === undefined || (own.type === 'hardlink' && content.type !== 'file')) return own;
  const hash = layer.hashOf(place);
  return hash === undefined ? content : { ...content, hash };
}

function createTally() {
  const counts = { added: 0, removed: 0, changed: 0, same: 0, uncompared: 0 };
  const rows: FileDifference[] = [];
  const tell = (row: FileDifference) => {
    counts[row.change] += 1;
    if (rows.length < formatLimits.comparedFilesMax) rows.push(row);
  };
  return {
    alone: (change: 'added' | 'removed', side: Side, at: number): void => {
      const entry = { [change === 'added' ? 'right' : 'left']: side.fileAt(at) };
      tell({ path: pathOfKey(side.keys[at] ?? ''), change, aspects: [], ...entry });
    },
    pair: (lefts: Side, l: number, rights: Side, r: number): void => {
      const [left, right] = [lefts.fileAt(l), rights.fileAt(r)];
      const isShared = lefts.layerOf(l)?.digest === rights.layerOf(r)?.digest;
      const aspects = isShared ? [] : aspectsOf(lefts.contentAt(l), rights.contentAt(r), left, right);
      if (aspects === undefined) counts.uncompared += 1;
      else if (aspects.length > 0)
        tell({ path: pathOfKey(lefts.keys[l] ?? ''), change: 'changed', aspects, left, right });
      else if (left.type !== 'folder') counts.same += 1;
    },
    changes: (): FileChanges => {
      const { added, removed, changed } = counts;
      return { ...counts, total: added + removed + changed, rows };
    },
  };
}

/** What differs between two entries of one path; undefined where all is the same but the content, which is unknown. */
function aspectsOf(
  before: Content | undefined,
  after: Content | undefined,
  left: ComparedFile,
  right: ComparedFile,
): readonly FileAspect[] | undefined {
  // The file that both lead to is told at its own path.
  if (left.type === 'hardlink' && right.type === 'hardlink' && left.link === right.link) return [];
  const one: Content = before ?? left;
  const other: Content = after ?? right;
  // A hard link whose file its layer lacks: whether it is the same file nobody can say.
  if (one.type === 'hardlink' || other.type === 'hardlink') return undefined;
  if (one.type !== other.type) return ['type'];
  const isFile = one.type === 'file';
  const isKnown = !isFile || one.size !== other.size || one.size === 0 || bothHashed(one, other);
  const aspects: readonly (readonly [FileAspect, boolean])[] = [
    ['size', isFile && one.size !== other.size],
    ['content', isFile && one.size === other.size && bothHashed(one, other) && one.hash !== other.hash],
    // What a link permits is what its target permits, whatever its archive says.
    ['mode', one.type !== 'symlink' && one.mode !== other.mode],
    ['link', one.type === 'symlink' && one.link !== other.link],
  ];
  const found = aspects.flatMap(([name, differs]) => (differs ? [name] : []));
  return found.length === 0 && !isKnown ? undefined : found;
}

function bothHashed(one: Content, other: Content): boolean {
  return one.hash !== undefined && other.hash !== undefined;
}
