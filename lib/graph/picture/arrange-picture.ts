import { graphLimits } from '#lib/graph/limits';
import type { Columns, GroupFrame, Sketch } from './arrange-groups.ts';
import { arrangeGroups, frameGap, placeGroup } from './arrange-groups.ts';
import type { ItemGroup } from './item-groups.ts';
import { childrenOf } from './item-tree.ts';
import type { Box } from './places.ts';
import { boxOf, joinBoxes, putItem, rootSize } from './places.ts';
import type { Trunk } from './trunk.ts';
import { trunkOf } from './trunk.ts';

/** How a picture is arranged: the root above the columns, or left of them. */
export type Arrangement = Columns & { readonly isAbove: boolean };

type Arranged = Pick<Sketch, 'trunks' | 'frames'> & { readonly bounds: Box };

const nameSize = { height: 26, gap: 6, width: 150 } as const;
/** Around the root: room for the lines, and for the way to its names. */
const gutter = { beside: 76, below: 18, left: 28, names: 18 } as const;

/** How wide the columns may be together in a picture of this width. */
export function freeWidth(width: number, isAbove: boolean): number {
  return width - (isAbove ? gutter.left : rootSize.width + gutter.beside);
}

/** Gives every item its place by this plan; the frames, lines and bounds belong to those places. */
export function arrangePicture(base: Sketch, groups: readonly ItemGroup[], plan: Arrangement): Arranged {
  const sketch = { ...base, trunks: [], frames: [] };
  const parts = {
    belongs: groups.find(({ lane }) => lane === 'belongs'),
    others: groups.filter(({ lane }) => lane !== 'belongs'),
    names: childrenOf(base.tree, 0).filter((index) => base.items[index]?.type === 'tags'),
  };
  if (plan.isAbove) arrangeBelow(sketch, parts, plan);
  else arrangeBeside(sketch, parts, plan);
  linkRoot(sketch, parts.names, plan.isAbove);
  const { trunks, frames, places } = sketch;
  const own = [0, ...parts.names].map((index) => boxOf(places, index));
  return { trunks, frames, bounds: joinBoxes([...own, ...frames, ...trunks]) };
}

type Parts = {
  readonly belongs: ItemGroup | undefined;
  readonly others: readonly ItemGroup[];
  readonly names: readonly number[];
};

/** On the left what the root belongs to, its names and itself; on the right the frames. */
function arrangeBeside(sketch: Sketch, { belongs, others, names }: Parts, plan: Arrangement): void {
  const start = rootSize.width + gutter.beside;
  const { bottom } = arrangeGroups(sketch, others, plan, { x: start, y: 0 });
  const width = rootSize.width;
  const place = (y: number, into: Sketch) =>
    belongs === undefined ? y : placeGroup(into, belongs, plan, { x: 0, y, width }).maxY + gutter.names;
  const step = nameSize.height + nameSize.gap;
  const namesHeight = names.length === 0 ? 0 : names.length * step - nameSize.gap + gutter.names;
  const height = place(0, { ...sketch, trunks: [], frames: [] }) + namesHeight + rootSize.height;
  const y = place(Math.min(graphLimits.dropMaxPixels, (bottom - height) / 2), sketch);
  names.forEach((name, at) => {
    putItem(sketch.places, name, { x: 0, y: y + at * step, width, height: nameSize.height });
  });
  putItem(sketch.places, 0, { x: 0, y: y + namesHeight, ...rootSize });
}

/** Above what the root belongs to, then the root with its names at its side, below them the frames. */
function arrangeBelow(sketch: Sketch, { belongs, others, names }: Parts, plan: Arrangement): void {
  const x = gutter.left;
  const width = plan.count * plan.width + (plan.count - 1) * frameGap;
  const y =
    belongs === undefined ? 0 : placeGroup(sketch, belongs, plan, { x, y: 0, width }).maxY + gutter.below;
  putItem(sketch.places, 0, { x, y, ...rootSize });
  const step = nameSize.height + nameSize.gap;
  const top = y + (rootSize.height - names.length * step + nameSize.gap) / 2;
  names.forEach((name, at) => {
    const place = { x: x + rootSize.width + 2 * gutter.names, y: top + at * step };
    putItem(sketch.places, name, { ...place, width: nameSize.width, height: nameSize.height });
  });
  arrangeGroups(sketch, others, plan, { x, y: y + rootSize.height + gutter.below });
}

/** Where the lines of the root leave it, and where they turn. Those to what it contains cross none of the others. */
const turns = {
  beside: { attached: { x: 60, y: -8 }, contains: { x: 48, y: 8 } },
  below: { attached: { x: -12, y: 8 }, contains: { x: -20, y: -8 } },
} as const;

function linkRoot({ places, trunks, frames }: Sketch, names: readonly number[], isAbove: boolean): void {
  const root = boxOf(places, 0);
  const middle = (root.minY + root.maxY) / 2;
  const side = isAbove ? root.minX : root.maxX;
  for (const lane of ['attached', 'contains'] as const) {
    const turn = turns[isAbove ? 'below' : 'beside'][lane];
    const start = { x: side + turn.x, fromX: side, fromY: middle + turn.y };
    add(trunks, linkLane(frames, lane, { ...start, arrow: lane === 'attached' ? 'from' : 'none' }));
  }
  const start = { x: root.minX - 12, fromX: root.minX, fromY: middle - 16 };
  add(trunks, linkLane(frames, 'belongs', { ...start, arrow: 'none' }));
  add(trunks, linkNames());

  function linkNames(): Trunk | undefined {
    const x = (isAbove ? root.maxX : root.minX) + gutter.names;
    const start = isAbove ? { fromX: root.maxX, fromY: middle } : { fromX: x, fromY: root.minY };
    const ends = names.map((index) => {
      const box = boxOf(places, index);
      return isAbove ? { x: box.minX, y: (box.minY + box.maxY) / 2, index } : { x, y: box.maxY, index };
    });
    return trunkOf({ ...start, parent: 0, line: 'contains', x, to: 'items', ends, arrow: 'none' });
  }
}

/** The line to the frames of one lane that stand at the side of the root; the others stand beside these. */
function linkLane(
  frames: readonly GroupFrame[],
  lane: ItemGroup['lane'],
  start: Pick<Trunk, 'x' | 'fromX' | 'fromY' | 'arrow'>,
): Trunk | undefined {
  const edge = frames.reduce(
    (least, { group, minX }) => (group.lane === 'belongs' ? least : Math.min(least, minX)),
    Infinity,
  );
  const ends = frames.flatMap(({ group, minX, minY, titleHeight }, index) =>
    group.lane === lane && (lane === 'belongs' || minX === edge)
      ? [{ x: minX, y: minY + titleHeight / 2, index }]
      : [],
  );
  const line = frames[ends[0]?.index ?? -1]?.group.line ?? 'contains';
  const arrow = lane === 'belongs' && line === 'refers-to' ? 'ends' : start.arrow;
  return trunkOf({ ...start, arrow, parent: 0, line, to: 'frames', ends });
}

function add(trunks: Trunk[], trunk: Trunk | undefined): void {
  if (trunk !== undefined) trunks.push(trunk);
}
