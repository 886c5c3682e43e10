import type { Contour } from './contour.ts';
import { leafContour, mergeContours, separation, underParent } from './contour.ts';
import type { Item, Lane, Line, Picture } from './picture.ts';
import { hasTrend } from './picture.ts';

const nodeSize = { width: 216, height: 54 } as const;
/** A stack that shows its trend. */
const trendSize = { width: 216, height: 92 } as const;
const rootSize = { width: 232, height: 70 } as const;
const tagsSize = { width: 150, height: 26 } as const;
/** The sheets that stick out below a stack. */
const sheets = 8;
const columnGap = { root: 72, deeper: 52 } as const;
const rowGap = { attached: 20, contains: 12, members: 10, belongs: 16, root: 0 } as const satisfies Record<
  Lane,
  number
>;
const laneGap = { root: 74, deeper: 24 } as const;
const captionRise = 25;

export type Box = {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
};

/** The upright line that carries the edges of one lane from the parent to its children. */
export type Trunk = Box & { readonly parent: number; readonly line: Line; readonly x: number };

/** Where everything stands; the root's centre is the origin, and stays where it is while the graph grows. */
export type GraphLayout = {
  /** Left, top, width and height of each item, by its index. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly width: Float32Array;
  readonly height: Float32Array;
  /** Where the edge of each item leaves its trunk. */
  readonly trunkX: Float64Array;
  readonly trunks: readonly Trunk[];
  readonly captions: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly bounds: Box;
};

/** A tidy tree from left to right in linear time: each column as dense as the ones behind it allow. */
export function layoutPicture({ items }: Picture): GraphLayout {
  const length = items.length;
  const layout = {
    x: new Float64Array(length),
    y: new Float64Array(length),
    width: new Float32Array(length),
    height: new Float32Array(length),
    trunkX: new Float64Array(length),
  };
  const children = childLists(items);
  const offsets = placeRows(items, children);
  items.forEach((item, index) => {
    const { width, height } = sizeOf(item);
    const middle = item.parent < 0 ? 0 : middleOf(layout, item.parent) + (offsets[index] ?? 0);
    layout.x[index] = columnOf(item.depth, width);
    layout.y[index] = middle - height / 2;
    layout.width[index] = width;
    layout.height[index] = height;
  });
  const captions = captionsOf(items, layout, children[0] ?? []);
  const trunks = children.flatMap((list, parent) => trunksOf(items, layout, parent, list));
  return {
    ...layout,
    trunks,
    captions,
    bounds: boundsOf(layout, captions),
  };
}

type Boxes = Pick<GraphLayout, 'x' | 'y' | 'width' | 'height' | 'trunkX'>;

function childLists(items: readonly Item[]): readonly number[][] {
  const lists: number[][] = items.map(() => []);
  items.forEach((item, index) => {
    if (item.parent >= 0) lists[item.parent]?.push(index);
  });
  return lists;
}

// Children come after their parents in the list: backwards, every subtree is finished before it is needed.
function placeRows(items: readonly Item[], children: readonly number[][]): Float64Array {
  const offsets = new Float64Array(items.length);
  const contours: (Contour | undefined)[] = new Array(items.length);
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    const list = children[index] ?? [];
    if (item === undefined) continue;
    if (item.parent < 0) {
      placeChildren(
        items,
        list.filter((child) => items[child]?.lane === 'belongs'),
        contours,
        offsets,
      );
      placeChildren(
        items,
        list.filter((child) => items[child]?.lane !== 'belongs'),
        contours,
        offsets,
      );
      continue;
    }
    const below = placeChildren(items, list, contours, offsets);
    const height = sizeOf(item).height + (item.type === 'stack' ? sheets : 0);
    contours[index] =
      below === undefined ? leafContour(height) : underParent(below.contour, -below.middle, height);
  }
  return offsets;
}

function placeChildren(
  items: readonly Item[],
  list: readonly number[],
  contours: (Contour | undefined)[],
  offsets: Float64Array,
): { contour: Contour; middle: number } | undefined {
  let combined: Contour | undefined;
  let at = 0;
  let last: Item | undefined;
  for (const child of list) {
    const item = items[child];
    const contour = contours[child];
    // A contour is merged away into its parent's: holding on to it would keep the whole tree twice.
    contours[child] = undefined;
    if (item === undefined || contour === undefined) continue;
    if (combined === undefined || last === undefined) combined = contour;
    else {
      at = separation(combined, contour, rowGap.attached, gapBetween(last, item));
      combined = mergeContours(combined, contour, at);
    }
    offsets[child] = at;
    last = item;
  }
  if (combined === undefined) return undefined;
  const middle = at / 2;
  for (const child of list) offsets[child] = (offsets[child] ?? 0) - middle;
  return { contour: combined, middle };
}

function gapBetween(above: Item, below: Item): number {
  if (above.lane !== below.lane) return below.parent === 0 ? laneGap.root : laneGap.deeper;
  return rowGap[below.lane];
}

function sizeOf(item: Item): { readonly width: number; readonly height: number } {
  if (item.type === 'tags') return tagsSize;
  if (item.type === 'stack' && hasTrend(item.members)) return trendSize;
  return item.lane === 'root' ? rootSize : nodeSize;
}

function columnOf(depth: number, width: number): number {
  if (depth === 0) return -width / 2;
  const steps = Math.abs(depth) - 1;
  const inner = rootSize.width / 2 + columnGap.root + steps * (nodeSize.width + columnGap.deeper);
  return depth > 0 ? inner : -inner - width;
}

function middleOf(layout: Boxes, index: number): number {
  return (layout.y[index] ?? 0) + (layout.height[index] ?? 0) / 2;
}

function trunksOf(items: readonly Item[], layout: Boxes, parent: number, list: readonly number[]): Trunk[] {
  const groups = Map.groupBy(list, (child) => `${items[child]?.depth} ${items[child]?.line}`);
  return [...groups.values()].flatMap((group): Trunk[] => {
    const first = group[0] ?? 0;
    const item = items[first];
    if (item === undefined) return [];
    const isLeft = item.lane === 'belongs';
    const gap = parent === 0 && !isLeft ? columnGap.root : columnGap.deeper;
    // Right of the root the word "subject" stands between arrow and trunk.
    const share = item.line === 'refers-to' ? 0.66 : 0.3;
    const edge = (layout.x[parent] ?? 0) + (isLeft ? 0 : (layout.width[parent] ?? 0));
    const x = edge + (isLeft ? -1 : 1) * Math.round(gap * share);
    for (const child of group) layout.trunkX[child] = x;
    const middles = [
      middleOf(layout, parent),
      middleOf(layout, first),
      middleOf(layout, group.at(-1) ?? first),
    ];
    const minY = Math.min(...middles);
    const maxY = Math.max(...middles);
    return [{ parent, line: item.line, x, minX: Math.min(edge, x), maxX: Math.max(edge, x), minY, maxY }];
  });
}

const captionTexts = { attached: 'Attached', contains: 'Contains' } as const;

function captionsOf(items: readonly Item[], layout: Boxes, list: readonly number[]): GraphLayout['captions'] {
  return (['attached', 'contains'] as const).flatMap((lane) => {
    const first = list.find((child) => items[child]?.lane === lane);
    if (first === undefined) return [];
    return [{ text: captionTexts[lane], x: layout.x[first] ?? 0, y: (layout.y[first] ?? 0) - captionRise }];
  });
}

function boundsOf({ x, y, width, height }: Boxes, captions: GraphLayout['captions']): Box {
  if (x.length === 0) return { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  const box = {
    minX: Infinity,
    minY: Math.min(Infinity, ...captions.map((caption) => caption.y)),
    maxX: -Infinity,
    maxY: -Infinity,
  };
  for (let index = 0; index < x.length; index++) {
    const left = x[index] ?? 0;
    const top = y[index] ?? 0;
    box.minX = Math.min(box.minX, left);
    box.minY = Math.min(box.minY, top);
    box.maxX = Math.max(box.maxX, left + (width[index] ?? 0));
    box.maxY = Math.max(box.maxY, top + (height[index] ?? 0));
  }
  return box;
}
