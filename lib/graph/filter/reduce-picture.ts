import type { GraphState } from '#lib/graph/graph-state';
import type { Item, Picture, StackItem } from '#lib/graph/picture/picture';
import type { Digest } from '#lib/oci/digest';
import { dimmedItems } from './matching-nodes.ts';
import type { NodeFilter } from './node-filter.ts';
import { matchesFilter } from './node-filter.ts';

/**
 * The picture without what does not match the filter: what leads to a match stays, and a closed stack counts only its
 * matching members. Order and ids stay the same.
 */
export function hideUnfit(state: Pick<GraphState, 'nodes'>, picture: Picture, filter: NodeFilter): Picture {
  if (!filter.hides) return picture;
  const stays = stayingItems(picture.items, dimmedItems(state, picture, filter));
  return keepItems(picture, stays, (item) =>
    item.type === 'stack' ? { ...item, members: fitting(item, filter) } : item,
  );
}

/**
 * The picture with one artifact and its surroundings only: the way from the root to it, and all that hangs on it. The
 * whole picture when the artifact is not in it.
 */
export function focusOn(picture: Picture, digest: Digest | undefined): Picture {
  const middle = digest === undefined ? undefined : picture.indexOf.get(digest);
  if (middle === undefined || middle === 0) return picture;
  const { items } = picture;
  const stays = new Uint8Array(items.length);
  stays[middle] = 1;
  // Children come after their parents: what hangs on something that stays, stays. The way is added after that.
  for (let index = middle + 1; index < items.length; index++) {
    const parent = items[index]?.parent ?? -1;
    if (parent >= 0 && stays[parent] === 1) stays[index] = 1;
  }
  for (let at = middle; at >= 0; at = items[at]?.parent ?? -1) stays[at] = 1;
  return keepItems(picture, stays);
}

// An open stack may stay only for what hangs on one of its members.
function fitting({ members }: StackItem, filter: NodeFilter): StackItem['members'] {
  const left = members.filter((member) => matchesFilter(member, filter));
  return left.length === 0 ? members : left;
}

// Children come after their parents in the list: going backwards, an item that stays keeps its parent.
function stayingItems(items: readonly Item[], dimmed: Uint8Array): Uint8Array {
  const stays = dimmed.map((is) => 1 - is);
  for (let index = items.length - 1; index > 0; index--) {
    const parent = items[index]?.parent ?? -1;
    if (stays[index] === 1 && parent >= 0) stays[parent] = 1;
  }
  return stays;
}

// With the items marked 1 and no others; an item whose parent goes must go too.
function keepItems(
  picture: Picture,
  stays: Uint8Array,
  change: (item: Item) => Item = (item) => item,
): Picture {
  const places = new Int32Array(picture.items.length).fill(-1);
  const items: Item[] = [];
  picture.items.forEach((item, index) => {
    if (stays[index] !== 1) return;
    places[index] = items.length;
    items.push({ ...change(item), parent: item.parent < 0 ? -1 : (places[item.parent] ?? -1) });
  });
  const placeOf = (index: number) => places[index] ?? -1;
  return {
    items,
    indexOf: new Map(
      [...picture.indexOf].flatMap(([id, index]) => (placeOf(index) < 0 ? [] : [[id, placeOf(index)]])),
    ),
    cross: picture.cross.flatMap((line) => {
      const [from, to] = [placeOf(line.from), placeOf(line.to)];
      return from < 0 || to < 0 ? [] : [{ ...line, from, to }];
    }),
  };
}
