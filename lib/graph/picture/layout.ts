import { graphLimits } from '#lib/graph/limits';
import type { GroupFrame, Sketch } from './arrange-groups.ts';
import { columnMin, frameGap, isGrid } from './arrange-groups.ts';
import type { Arrangement } from './arrange-picture.ts';
import { arrangePicture, freeWidth } from './arrange-picture.ts';
import type { CellSize } from './flow-cells.ts';
import { cellSizes, smallestCell } from './flow-cells.ts';
import type { ItemGroup } from './item-groups.ts';
import { groupItems } from './item-groups.ts';
import { treeOf } from './item-tree.ts';
import type { Picture } from './picture.ts';
import type { Box, Places } from './places.ts';
import { emptyPlaces, moveBox, movePlaces } from './places.ts';
import type { Trunk } from './trunk.ts';
import { moveTrunk } from './trunk.ts';

/** What the canvas has free for the picture, in CSS pixels. */
export type Room = { readonly width: number; readonly height: number };

/** Where everything stands; the root's centre is the origin, and stays where it is while the graph grows. */
export type GraphLayout = Places & {
  readonly frames: readonly GroupFrame[];
  /** The frame of each item that hangs on the root; -1 for every other. */
  readonly frameOf: Int32Array;
  readonly trunks: readonly Trunk[];
  readonly bounds: Box;
};

/** The scales that a picture opens with at least and at most. */
export const openingZoom = { least: 0.85, most: 1.25 } as const;
/** The picture is laid out for the first of these at which all of it fits. */
const zooms = [openingZoom.most, 1.1, 1, 0.92, openingZoom.least] as const;
/** A canvas narrower than this has the root above what hangs on it, and not beside. */
const besideFrom = 700;
/** In how many columns grids are tried beside each other, where they do not fit below each other. */
const gridColumns = [2, 3, 4] as const;
/** The scales for grids of the smallest cells, before the picture becomes larger than its room. */
const gridZooms = [0.92, openingZoom.least] as const;
const titleHeight = 32;
/** A picture larger than its room becomes larger by this in each step, in the proportions of the room. */
const growth = 1.12;
const defaultRoom: Room = { width: 1120, height: 720 };

/**
 * The root, and beside it or below it all that hangs on it, in frames that wrap into as many columns as the room asks:
 * the same picture and the same room give the same layout.
 */
export function layoutPicture({ items }: Picture, room: Room = defaultRoom): GraphLayout {
  const tree = treeOf(items);
  const sketch: Sketch = { items, tree, places: emptyPlaces(items.length), trunks: [], frames: [] };
  const frameOf = new Int32Array(items.length).fill(-1);
  if (items.length === 0)
    return {
      ...sketch.places,
      frames: [],
      trunks: [],
      frameOf,
      bounds: { minX: 0, minY: 0, maxX: 0, maxY: 0 },
    };
  const groups = groupItems(items, tree);
  const { trunks, frames, bounds } = arrangePicture(sketch, groups, {
    ...choosePlan(sketch, groups, room),
    isLast: true,
  });
  const { places } = sketch;
  const byX = -((places.x[0] ?? 0) + (places.width[0] ?? 0) / 2);
  const byY = -((places.y[0] ?? 0) + (places.height[0] ?? 0) / 2);
  movePlaces(places, byX, byY);
  frames.forEach(({ group }, at) => {
    for (const head of group.heads) frameOf[head] = at;
  });
  return {
    ...{ ...places, frameOf },
    frames: frames.map((frame) => ({ ...frame, ...moveBox(frame, byX, byY) })),
    trunks: trunks.map((trunk) => moveTrunk(trunk, byX, byY)),
    bounds: moveBox(bounds, byX, byY),
  };
}

function choosePlan(sketch: Sketch, groups: readonly ItemGroup[], room: Room): Arrangement {
  return groups.some((group) => isGrid(sketch.items, group))
    ? planGrid(sketch, groups, room)
    : planCards(sketch, groups, room);
}

/** The largest scale at which all cards fit, in the columns that fill the most; else the lowest picture at the least scale. */
function planCards(sketch: Sketch, groups: readonly ItemGroup[], room: Room): Arrangement {
  const counts = Array.from({ length: graphLimits.columnsMax }, (_, at) => at + 1);
  for (const zoom of zooms) {
    const tried = plansOf(room, zoom, counts).map((plan) => ({ plan, ...extentOf(sketch, groups, plan) }));
    const fitting = tried.filter(({ height }) => height * zoom <= room.height);
    const best = zoom === openingZoom.least && fitting.length === 0 ? lowest(tried) : widest(fitting);
    if (best !== undefined) return best.plan;
  }
  return planOf(room, 1, 1, smallestCell);
}

type Tried = { readonly plan: Arrangement; readonly width: number; readonly height: number };

function widest([first, ...rest]: readonly Tried[]): Tried | undefined {
  const areaOf = ({ width, height }: Tried) => width * height;
  return first && rest.reduce((best, one) => (areaOf(one) > areaOf(best) ? one : best), first);
}

function lowest([first, ...rest]: readonly Tried[]): Tried | undefined {
  return first && rest.reduce((best, one) => (one.height < best.height ? one : best), first);
}

/** The largest cells with which all fits; what fits with none becomes a larger picture of the same proportions. */
function planGrid(sketch: Sketch, groups: readonly ItemGroup[], room: Room): Arrangement {
  const tries = [
    ...cellSizes.map((cell) => ({ cell, zoom: 1 })),
    ...gridZooms.map((zoom) => ({ cell: smallestCell, zoom })),
  ];
  for (const { cell, zoom } of tries) {
    for (const count of [graphLimits.columnsMax, ...gridColumns]) {
      const plan = { ...planOf(room, zoom, count, cell), isGridWide: count === graphLimits.columnsMax };
      if (extentOf(sketch, groups, plan).height * zoom <= room.height) return plan;
    }
  }
  let scale = 1;
  let plan = planOf(room, 1, graphLimits.columnsMax, smallestCell);
  for (let step = 0; step < graphLimits.growthsMax; step++) {
    if (extentOf(sketch, groups, plan).height <= room.height * scale) break;
    scale *= growth;
    plan = planOf(room, 1 / scale, graphLimits.columnsMax, smallestCell);
  }
  return plan;
}

function extentOf(sketch: Sketch, groups: readonly ItemGroup[], plan: Arrangement) {
  const { bounds } = arrangePicture(sketch, groups, plan);
  return { width: bounds.maxX - bounds.minX, height: bounds.maxY - bounds.minY };
}

/** Plans of so many columns, as far as there is room for them and they are not too wide; at least one. */
function plansOf(room: Room, zoom: number, counts: readonly number[]): readonly Arrangement[] {
  const plans = counts.map((count) => planOf(room, zoom, count, smallestCell));
  const possible = plans.filter(({ count }, at) => count === counts[at]);
  const narrow = possible.filter(({ width }) => width <= graphLimits.columnMaxPixels);
  return narrow.length > 0 ? narrow : possible.slice(-1);
}

/** A plan for a room that is shown at this scale, with as many of the wanted columns as it has room for. */
function planOf(room: Room, zoom: number, wanted: number, cell: CellSize): Arrangement {
  const isAbove = room.width < besideFrom;
  const free = freeWidth(room.width / zoom, isAbove);
  const most = Math.floor((free + frameGap) / (columnMin + frameGap));
  const count = Math.max(1, Math.min(wanted, most));
  const width = Math.max(columnMin, (free - (count - 1) * frameGap) / count);
  // Seen whole, a large picture is small: its titles are as much larger.
  return {
    isAbove,
    count,
    width,
    cell,
    titleHeight: titleHeight * Math.max(1, 1 / zoom),
    isGridWide: true,
    isLast: false,
  };
}
