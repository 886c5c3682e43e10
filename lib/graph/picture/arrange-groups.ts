import { graphLimits } from '#lib/graph/limits';
import { flowCards } from './flow-cards.ts';
import type { CellSize } from './flow-cells.ts';
import { cellsHeight, flowCells } from './flow-cells.ts';
import type { ItemGroup } from './item-groups.ts';
import type { ItemTree } from './item-tree.ts';
import type { Item } from './picture.ts';
import type { Box, Places } from './places.ts';
import type { Trunk } from './trunk.ts';

/** All of one sort in a frame, under a title. */
export type GroupFrame = Box & {
  readonly group: ItemGroup;
  /** How high its title stands. */
  readonly titleHeight: number;
  readonly isGrid: boolean;
};

/** What the layout is made from, and where it puts what it finds. */
export type Sketch = {
  readonly items: readonly Item[];
  readonly tree: ItemTree;
  readonly places: Places;
  readonly trunks: Trunk[];
  readonly frames: GroupFrame[];
};

/** How the frames are to stand. */
export type Columns = {
  readonly count: number;
  readonly width: number;
  readonly cell: CellSize;
  readonly titleHeight: number;
  /** Whether each grid has all columns, or one. */
  readonly isGridWide: boolean;
  /** False while columns are only tried: then the cells of a grid get no place. */
  readonly isLast: boolean;
};

export const frameGap = 12;
const framePadding = 10;
/** How wide a frame is at least: its cards can still be read. */
export const columnMin = 192;

/** A group with more cards than this has all columns. */
const wideFrom = 6;

/** Whether a group is drawn as a grid of cells. */
export function isGrid(items: readonly Item[], { size }: ItemGroup): boolean {
  return items.length > graphLimits.cardsMax && size > graphLimits.groupCardsMax;
}

/**
 * Places the frames in their order, each in the column that ends first, and gives where the last of them ends. What is
 * contained stands at the left: the line to it ends there.
 */
export function arrangeGroups(
  sketch: Sketch,
  groups: readonly ItemGroup[],
  columns: Columns,
  { x, y }: { readonly x: number; readonly y: number },
): { readonly right: number; readonly bottom: number } {
  const ends: number[] = new Array(columns.count).fill(y);
  let right = x;
  for (const group of groups) {
    const span = spanOf(sketch.items, group, columns);
    const isFirst = span === columns.count || group.lane === 'contains';
    const column = isFirst ? 0 : ends.indexOf(Math.min(...ends));
    const top = Math.max(...ends.slice(column, column + span));
    const left = x + column * (columns.width + frameGap);
    const width = span * columns.width + (span - 1) * frameGap;
    const frame = placeGroup(sketch, group, columns, { x: left, y: top, width });
    ends.fill(frame.maxY + frameGap, column, column + span);
    right = Math.max(right, frame.maxX);
  }
  return { right, bottom: Math.max(y, ...ends.map((end) => end - frameGap)) };
}

function spanOf(items: readonly Item[], group: ItemGroup, { count, isGridWide }: Columns): number {
  if (isGrid(items, group)) return isGridWide ? count : 1;
  if (group.size > wideFrom) return count;
  return group.lane === 'contains' ? Math.min(count, group.heads.length) : 1;
}

/** Places one group with its frame around it. */
export function placeGroup(
  sketch: Sketch,
  group: ItemGroup,
  { cell, titleHeight, isLast }: Pick<Columns, 'cell' | 'titleHeight' | 'isLast'>,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): GroupFrame {
  const inner = { x: x + framePadding, y: y + titleHeight, width: width - 2 * framePadding };
  const frame = {
    group,
    titleHeight,
    isGrid: isGrid(sketch.items, group),
    minX: x,
    minY: y,
    maxX: x + width,
  };
  const bottom = frame.isGrid ? placeGrid() : flowCards(sketch, group.heads, inner);
  const framed = { ...frame, maxY: bottom + framePadding };
  sketch.frames.push(framed);
  return framed;

  function placeGrid(): number {
    const flow = { items: sketch.items, tree: sketch.tree, cell, width: inner.width };
    if (isLast) flowCells(flow, group.heads, sketch.places, inner);
    return inner.y + cellsHeight(flow, group.heads);
  }
}
