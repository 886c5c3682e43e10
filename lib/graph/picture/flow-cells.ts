import type { ItemTree } from './item-tree.ts';
import { nextBelow } from './item-tree.ts';
import type { Item } from './picture.ts';
import type { Places } from './places.ts';
import { putItem } from './places.ts';

/** The size of a cell, and of the gap to the next. */
export type CellSize = { readonly width: number; readonly height: number; readonly gap: number };

/** The widest cell that a grid may have, and the narrowest: it can still be pointed at where the picture is readable. */
const widths = { most: 48, least: 10, step: 2 } as const;

/** All sizes of cells, the largest first. */
export const cellSizes: readonly CellSize[] = Array.from(
  { length: (widths.most - widths.least) / widths.step + 1 },
  (_, at) => cellOf(widths.most - at * widths.step),
);
export const smallestCell = cellOf(widths.least);

function cellOf(width: number): CellSize {
  return { width, height: Math.round(width * 0.76), gap: Math.max(2, Math.round(width / 8)) };
}

/** From so much below it on, an item is as wide as its name needs: it stands at the head of what hangs on it. */
const headFrom = 24;
const headWidth = 150;

type CellFlow = {
  readonly items: readonly Item[];
  readonly tree: ItemTree;
  readonly cell: CellSize;
  readonly width: number;
};

/** How high a grid of these heads, with all that hangs on them, becomes in this width. */
export function cellsHeight(flow: CellFlow, heads: readonly number[]): number {
  const { tree, cell, width } = flow;
  const columns = columnsIn(cell, width);
  const wide = slotsOfHead(cell, columns);
  let rows = 0;
  let column = 0;
  for (const head of heads) {
    const size = tree.size[head] ?? 1;
    const slots = size > headFrom ? wide : 1;
    if (column + slots > columns) {
      rows++;
      column = 0;
    }
    column += slots + size - 1;
    // A row that is full ends only where the next cell begins.
    const full = Math.max(0, Math.ceil(column / columns) - 1);
    rows += full;
    column -= full * columns;
  }
  return (rows + (column > 0 ? 1 : 0)) * (cell.height + cell.gap) - cell.gap;
}

/** Places a grid of cells row by row, each head followed by all that hangs on it. */
export function flowCells(
  { items, tree, cell, width }: CellFlow,
  heads: readonly number[],
  places: Places,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const columns = columnsIn(cell, width);
  const wide = slotsOfHead(cell, columns);
  const step = cell.width + cell.gap;
  let column = 0;
  let top = y;
  for (const head of heads) {
    for (let at = head; at >= 0; at = nextBelow(tree, items, at, head)) {
      const slots = at === head && (tree.size[head] ?? 1) > headFrom ? wide : 1;
      if (column + slots > columns) {
        column = 0;
        top += cell.height + cell.gap;
      }
      putItem(places, at, {
        ...{ x: x + column * step, y: top },
        ...{ width: slots * step - cell.gap, height: cell.height },
      });
      places.isCell[at] = 1;
      column += slots;
    }
  }
}

function columnsIn({ width, gap }: CellSize, room: number): number {
  return Math.max(1, Math.floor((room + gap) / (width + gap)));
}

function slotsOfHead({ width, gap }: CellSize, columns: number): number {
  return Math.min(columns, Math.ceil((headWidth + gap) / (width + gap)));
}
