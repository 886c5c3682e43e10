import { nextTurn } from '#lib/async/slices';
import { sortInSlices } from '#lib/async/sort-in-slices';
import { formatLimits } from '#lib/formats/limits';
import type { FileIndex } from './file-index.ts';
import { fileTypes, keyOfPath, pathOfKey, stretchBelow } from './file-index.ts';
import { whiteoutOf } from './file-path.ts';

/** The files of several layers as one file system; also what a later layer removed has its line. */
export type MergedFiles = {
  /** `places` are the places in the index of the layer that an entry comes from. */
  readonly files: FileIndex;
  /** The layer of each entry, counted from 0. */
  readonly layers: Uint16Array;
  /** The layer that removed it, or -1. */
  readonly removedBy: Int16Array;
  /** The layer whose file it took the place of, or -1. */
  readonly replaces: Int16Array;
  /** False when the layers have more entries, or remove more, than are followed. */
  readonly isComplete: boolean;
};

type State = { layer: number; at: number; removedBy: number; replaces: number };

const folder = fileTypes.indexOf('folder');

/**
 * Applies layers one over the other: later files take the place of earlier ones, and whiteouts remove
 * (https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#applying-changesets).
 */
export async function mergeLayers(indexes: readonly FileIndex[]): Promise<MergedFiles> {
  const states = new Map<string, State>();
  const work = createBudget(formatLimits.mergeStepsMax);
  for (const [layer, index] of indexes.entries()) {
    const remove = (path: string, isContentOnly: boolean) =>
      removeBelow({ indexes, states, layer, work }, path, isContentOnly);
    // What a layer removes is removed from those below it, whatever the order of its entries.
    for (const key of index.keys) {
      await work.step();
      const whiteout = key.includes('.wh.') ? whiteoutOf(pathOfKey(key)) : undefined;
      if (whiteout !== undefined) await remove(whiteout.path, whiteout.removes === 'content');
    }
    for (const [at, key] of index.keys.entries()) {
      await work.step();
      if (key.includes('.wh.') && isMark(key)) continue;
      const before = states.get(key);
      const isFolder = index.types[at] === folder;
      // Where a folder was and a file comes, all that was in the folder goes.
      if (before !== undefined && !isFolder && typeOf(indexes, before) === folder)
        await remove(pathOfKey(key), true);
      states.set(
        key,
        stateAfter(before, { layer, at, isFolder, wasFolder: typeOf(indexes, before) === folder }),
      );
    }
  }
  const keys = await sortInSlices([...states.keys()]);
  return { ...(await toColumns(keys, states, indexes)), isComplete: !work.isSpent() };
}

type Arrival = {
  readonly layer: number;
  readonly at: number;
  readonly isFolder: boolean;
  readonly wasFolder: boolean;
};

function stateAfter(before: State | undefined, { layer, at, isFolder, wasFolder }: Arrival): State {
  const isGone = before === undefined || (before.removedBy >= 0 && before.removedBy < layer);
  // A folder that is named again is the same folder.
  const isSame = isFolder && wasFolder;
  return { layer, at, removedBy: -1, replaces: isGone || isSame ? -1 : before.layer };
}

// A whiteout, or a file of aufs itself: neither is a file of the image.
function isMark(key: string): boolean {
  return key.slice(key.lastIndexOf('\0') + 1).startsWith('.wh.') || /(?:^|\0)\.wh\.\.wh\./.test(key);
}

function typeOf(indexes: readonly FileIndex[], state: State | undefined): number | undefined {
  return state === undefined ? undefined : indexes[state.layer]?.types[state.at];
}

type Removal = {
  readonly indexes: readonly FileIndex[];
  readonly states: ReadonlyMap<string, State>;
  readonly layer: number;
  readonly work: ReturnType<typeof createBudget>;
};

/** Marks a path and all below it as removed, as far as it comes from layers before this one. */
async function removeBelow(
  { indexes, states, layer, work }: Removal,
  path: string,
  isContentOnly: boolean,
): Promise<void> {
  const mark = (key: string | undefined) => {
    const state = key === undefined ? undefined : states.get(key);
    if (state !== undefined && state.layer < layer && state.removedBy < 0) state.removedBy = layer;
  };
  if (!isContentOnly) mark(keyOfPath(path));
  for (const { keys } of indexes.slice(0, layer)) {
    const { start, end } = stretchBelow(keys, path);
    for (let at = start; at < end && !work.isSpent(); at++) {
      await work.step();
      mark(keys[at]);
    }
  }
}

async function toColumns(
  keys: readonly string[],
  states: ReadonlyMap<string, State>,
  indexes: readonly FileIndex[],
): Promise<Omit<MergedFiles, 'isComplete'>> {
  const { length } = keys;
  const files = {
    ...{
      keys,
      types: new Uint8Array(length),
      sizes: new Float64Array(length),
      modes: new Uint16Array(length),
    },
    ...{
      places: new Float64Array(length),
      links: new Map<number, string>(),
      sums: new Float64Array(length + 1),
    },
  };
  const layers = new Uint16Array(length);
  const removedBy = new Int16Array(length).fill(-1);
  const replaces = new Int16Array(length).fill(-1);
  for (const [at, key] of keys.entries()) {
    if (at % formatLimits.stepsAtOnce === 0) await nextTurn();
    const state = states.get(key);
    const index = state === undefined ? undefined : indexes[state.layer];
    if (state === undefined || index === undefined) continue;
    const link = index.links.get(state.at);
    files.types[at] = index.types[state.at] ?? 0;
    files.sizes[at] = index.sizes[state.at] ?? 0;
    files.modes[at] = index.modes[state.at] ?? 0;
    files.places[at] = state.at;
    if (link !== undefined) files.links.set(at, link);
    layers[at] = state.layer;
    removedBy[at] = state.removedBy;
    replaces[at] = state.replaces;
    // What is gone takes no place.
    files.sums[at + 1] = (files.sums[at] ?? 0) + (state.removedBy < 0 ? (files.sizes[at] ?? 0) : 0);
  }
  return { files, layers, removedBy, replaces };
}

/** Counts steps, with turns of the event loop between some; spent when there were too many. */
function createBudget(max: number) {
  let steps = 0;
  return {
    step: (): Promise<void> | undefined => {
      steps += 1;
      return steps % formatLimits.stepsAtOnce === 0 ? nextTurn() : undefined;
    },
    isSpent: () => steps > max,
  };
}
