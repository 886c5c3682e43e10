import type { Item } from './picture.ts';

/** Who hangs on whom, by the indexes of items, in arrays: fifty thousand lists would cost more than the layout. */
export type ItemTree = {
  /** The first of what hangs on an item; -1 for nothing. */
  readonly first: Int32Array;
  /** The next of what hangs on the same item; -1 after the last. */
  readonly next: Int32Array;
  /** An item with all that hangs on it, however far below. */
  readonly size: Int32Array;
};

/** The tree of a picture's items, in their order. */
export function treeOf(items: readonly Pick<Item, 'parent'>[]): ItemTree {
  const first = new Int32Array(items.length).fill(-1);
  const next = new Int32Array(items.length).fill(-1);
  const size = new Int32Array(items.length).fill(1);
  // Parents come before their children: backwards, each list is built from its end, and each size is whole.
  for (let index = items.length - 1; index >= 0; index--) {
    const parent = items[index]?.parent ?? -1;
    if (parent < 0) continue;
    next[index] = first[parent] ?? -1;
    first[parent] = index;
    size[parent] = (size[parent] ?? 0) + (size[index] ?? 0);
  }
  return { first, next, size };
}

/** What hangs directly on an item, in order. */
export function childrenOf({ first, next }: ItemTree, index: number): readonly number[] {
  const list: number[] = [];
  for (let at = first[index] ?? -1; at >= 0; at = next[at] ?? -1) list.push(at);
  return list;
}

/** The item after this one when each is followed by all that hangs on it; -1 when all below `top` were named. */
export function nextBelow(
  { first, next }: ItemTree,
  parents: readonly Pick<Item, 'parent'>[],
  at: number,
  top: number,
): number {
  const below = first[at] ?? -1;
  if (below >= 0) return below;
  let index = at;
  while (index >= 0 && index !== top) {
    const beside = next[index] ?? -1;
    if (beside >= 0) return beside;
    index = parents[index]?.parent ?? -1;
  }
  return -1;
}
