import type { GraphState } from '#lib/graph/graph-state';
import type { Item, Picture, StackItem } from '#lib/graph/picture/picture';
import { dimmedItems } from './dimmed-items.ts';
import { keepItems } from './keep-items.ts';
import type { NodeFilter } from './node-filter.ts';
import { fits } from './node-filter.ts';

/**
 * The picture without what does not fit: what leads to something that fits stays, and a closed stack counts only its
 * fitting members. Order and ids are kept, so that what is left is recognised.
 */
export function hideUnfit(state: Pick<GraphState, 'nodes'>, picture: Picture, filter: NodeFilter): Picture {
  if (!filter.hides) return picture;
  const stays = stayingItems(picture.items, dimmedItems(state, picture, filter));
  return keepItems(picture, stays, (item) =>
    item.type === 'stack' ? { ...item, members: fitting(item, filter) } : item,
  );
}

// An open stack may stay only for what hangs on one of its members.
function fitting({ members }: StackItem, filter: NodeFilter): StackItem['members'] {
  const left = members.filter((member) => fits(member, filter));
  return left.length === 0 ? members : left;
}

// Children come after their parents in the list: backwards, whoever stays keeps the one that leads to it.
function stayingItems(items: readonly Item[], dimmed: Uint8Array): Uint8Array {
  const stays = dimmed.map((is) => 1 - is);
  for (let index = items.length - 1; index > 0; index--) {
    const parent = items[index]?.parent ?? -1;
    if (stays[index] === 1 && parent >= 0) stays[parent] = 1;
  }
  return stays;
}
