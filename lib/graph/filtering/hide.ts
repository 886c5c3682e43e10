import { dimmedItems } from '#lib/graph/filtering/dimmed-items';
import type { NodeFilter } from '#lib/graph/filtering/node-filter';
import { fits } from '#lib/graph/filtering/node-filter';
import type { GraphState } from '#lib/graph/graph-state';
import type { Item, Picture, StackItem } from '#lib/graph/picture';

/**
 * The picture without what does not fit: what leads to something that fits stays, and a closed stack counts only its
 * fitting members. Order and ids are kept, so that what is left is recognised.
 */
export function hideUnfit(state: Pick<GraphState, 'nodes'>, picture: Picture, filter: NodeFilter): Picture {
  if (!filter.hides) return picture;
  const stays = stayingItems(picture.items, dimmedItems(state, picture, filter));
  const places = new Int32Array(picture.items.length).fill(-1);
  const items: Item[] = [];
  picture.items.forEach((item, index) => {
    if (stays[index] !== 1) return;
    places[index] = items.length;
    const parent = item.parent < 0 ? -1 : (places[item.parent] ?? -1);
    items.push(
      item.type === 'stack' ? { ...item, parent, members: fitting(item, filter) } : { ...item, parent },
    );
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
