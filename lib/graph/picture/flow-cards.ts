import type { ItemTree } from './item-tree.ts';
import { childrenOf } from './item-tree.ts';
import type { Item, Line } from './picture.ts';
import type { Places } from './places.ts';
import { boxOf, cardGap, heightOf, putItem, roomBelow } from './places.ts';
import type { Trunk } from './trunk.ts';
import { trunkOf } from './trunk.ts';

/** A card is at least as wide as this; where two of them fit, they stand beside each other. */
const cardMin = 186;
/** How far what hangs on a card stands to the right of it, as long as it stays wide enough. */
const indent = 20;
const nestedMin = 150;
/** A card with more below it than this has the whole width, and what hangs on it stands in a grid. */
const aloneFrom = 6;

export type CardFlow = {
  readonly items: readonly Item[];
  readonly tree: ItemTree;
  readonly places: Places;
  /** The lines from cards to what hangs on them are added here. */
  readonly trunks: Trunk[];
};

type Stretch = { readonly x: number; readonly y: number; readonly width: number };

/**
 * Places cards row by row, each with what hangs on it below, and gives where they end. It calls itself for what hangs on
 * a card: only for the few that are drawn as cards, see `cardsMax`.
 */
export function flowCards(flow: CardFlow, list: readonly number[], { x, y, width }: Stretch): number {
  const columns = Math.max(1, Math.floor((width + cardGap) / (cardMin + cardGap)));
  const used = Math.min(columns, list.length);
  const step = (width + cardGap) / used;
  let column = 0;
  let top = y;
  let bottom = y;
  for (const index of list) {
    const isAlone = used > 1 && (flow.tree.size[index] ?? 1) > aloneFrom;
    if (column === used || (isAlone && column > 0)) {
      column = 0;
      top = bottom + cardGap;
    }
    const card = { x: x + column * step, y: top, width: isAlone ? width : step - cardGap };
    bottom = Math.max(bottom, placeCard(flow, index, card, step - cardGap));
    column = isAlone ? used : column + 1;
  }
  return bottom;
}

function placeCard(flow: CardFlow, index: number, { x, y, width }: Stretch, cardWidth: number): number {
  const { items, tree, places } = flow;
  const item = items[index];
  if (item === undefined) return y;
  const height = heightOf(item);
  putItem(places, index, { x, y, width: cardWidth, height });
  places.isCell[index] = 0;
  const children = childrenOf(tree, index);
  const end = y + height + roomBelow(item);
  if (children.length === 0) return end;
  const shift = Math.max(0, Math.min(indent, width - nestedMin));
  const below = flowCards(flow, children, { x: x + shift, y: end + cardGap, width: width - shift });
  for (const line of ['refers-to', 'contains'] as const) addTrunk(flow, index, children, line);
  return below;
}

/** From under a card to those below it that stand at its edge; the others stand beside these. */
function addTrunk(
  { items, places, trunks }: CardFlow,
  parent: number,
  children: readonly number[],
  line: Line,
): void {
  const linked = children.filter((child) => items[child]?.line === line);
  const edge = linked.reduce((least, child) => Math.min(least, places.x[child] ?? 0), Infinity);
  const ends = linked.flatMap((child) => {
    const box = boxOf(places, child);
    return box.minX > edge ? [] : [{ x: box.minX, y: (box.minY + box.maxY) / 2, index: child }];
  });
  const card = boxOf(places, parent);
  const x = edge - (line === 'refers-to' ? 10 : 6);
  const fromY = card.maxY + roomBelow(items[parent]);
  const trunk = trunkOf({ parent, line, x, ends, fromX: x, fromY, to: 'items', arrow: 'none' });
  if (trunk !== undefined) trunks.push(trunk);
}
