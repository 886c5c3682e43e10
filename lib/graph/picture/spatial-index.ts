import Flatbush from 'flatbush';
import type { GraphLayout } from './layout.ts';
import type { Picture } from './picture.ts';
import type { Box } from './places.ts';
import { boxOf, joinBoxes } from './places.ts';

/** What is in view, answered without looking at everything. Indexes point into the picture and the layout. */
export type SpatialIndex = {
  /** Of what is in view only the cards, and with room around each for its looks. */
  cardsIn(box: Box): readonly number[];
  itemsIn(box: Box): readonly number[];
  /** Without the room around items that belongs to their looks. */
  itemsTouching(box: Box): readonly number[];
  trunksIn(box: Box): readonly number[];
  crossIn(box: Box): readonly number[];
  itemAt(x: number, y: number): number | undefined;
  /** The nearest item in this direction, as the arrow keys ask for it. */
  neighbour(from: number, direction: Direction): number | undefined;
};

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Room around an item for its sheets, its outline and the stub of its edge. */
const margin = 60;

export function indexSpace(picture: Picture, layout: GraphLayout): SpatialIndex {
  const count = picture.items.length;
  const items = treeOf(count, (index) => boxOf(layout, index));
  const cards: number[] = [];
  for (let index = 0; index < count; index++) if (layout.isCell[index] !== 1) cards.push(index);
  const cardTree =
    cards.length === count ? items : treeOf(cards.length, (at) => boxOf(layout, cards[at] ?? 0));
  const trunks = treeOf(layout.trunks.length, (at) => layout.trunks[at]);
  const cross = treeOf(picture.cross.length, (at) => {
    const { from = 0, to = 0 } = picture.cross[at] ?? {};
    return joinBoxes([boxOf(layout, from), boxOf(layout, to)]);
  });
  return {
    cardsIn: (box) => search(cardTree, grown(box, margin)).flatMap((at) => cards[at] ?? []),
    itemsIn: (box) => search(items, grown(box, margin)),
    itemsTouching: (box) => search(items, box),
    trunksIn: (box) => search(trunks, grown(box, margin)),
    crossIn: (box) => search(cross, box),
    itemAt: (x, y) => search(items, { minX: x, minY: y, maxX: x, maxY: y })[0],
    neighbour: (from, direction) => nearest(items, layout, from, direction),
  };
}

// One box after the other: a list of fifty thousand would only live until the tree has them.
function treeOf(count: number, boxAt: (index: number) => Box | undefined): Flatbush | undefined {
  if (count === 0) return undefined;
  const tree = new Flatbush(count);
  for (let index = 0; index < count; index++) {
    const { minX = 0, minY = 0, maxX = 0, maxY = 0 } = boxAt(index) ?? {};
    tree.add(minX, minY, maxX, maxY);
  }
  tree.finish();
  return tree;
}

function search(tree: Flatbush | undefined, { minX, minY, maxX, maxY }: Box): readonly number[] {
  return tree?.search(minX, minY, maxX, maxY) ?? [];
}

function nearest(
  tree: Flatbush | undefined,
  layout: GraphLayout,
  from: number,
  direction: Direction,
): number | undefined {
  if (tree === undefined || from < 0 || from >= layout.x.length) return undefined;
  const start = boxOf(layout, from);
  const x = (start.minX + start.maxX) / 2;
  const y = (start.minY + start.maxY) / 2;
  const isAhead = (index: number) => index !== from && lies(boxOf(layout, index), start, direction);
  return tree.neighbors(x, y, 1, Number.POSITIVE_INFINITY, isAhead)[0];
}

function lies(box: Box, start: Box, direction: Direction): boolean {
  if (direction === 'right') return box.minX >= start.maxX;
  if (direction === 'left') return box.maxX <= start.minX;
  // Up and down stay in the column: that is how the picture is read.
  const sharesColumn = box.minX < start.maxX && box.maxX > start.minX;
  if (!sharesColumn) return false;
  return direction === 'up' ? box.maxY <= start.minY : box.minY >= start.maxY;
}

function grown({ minX, minY, maxX, maxY }: Box, by: number): Box {
  return { minX: minX - by, minY: minY - by, maxX: maxX + by, maxY: maxY + by };
}
