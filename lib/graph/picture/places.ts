import type { Item } from './picture.ts';
import { hasTrend } from './picture.ts';

/** Left, top, width and height of each item, by its index. */
export type Places = {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly width: Float32Array;
  readonly height: Float32Array;
  /** 1 where an item is a cell of a grid: it has no room for a word. */
  readonly isCell: Uint8Array;
};

export type Box = {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
};

/** The root, cards with three lines, and those that show a trend below. */
export const rootSize = { width: 232, height: 88 } as const;
const cardHeight = 60;
const trendHeight = 94;
/** The sheets that stick out below a stack. */
const sheets = 6;
export const cardGap = 8;

/** Places for so many items, all at the origin. */
export function emptyPlaces(count: number): Places {
  return {
    x: new Float64Array(count),
    y: new Float64Array(count),
    width: new Float32Array(count),
    height: new Float32Array(count),
    isCell: new Uint8Array(count),
  };
}

/** Gives an item its place. */
export function putItem(
  places: Places,
  index: number,
  {
    x,
    y,
    width,
    height,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  places.x[index] = x;
  places.y[index] = y;
  places.width[index] = width;
  places.height[index] = height;
}

/** The height of an item's card. */
export function heightOf(item: Item): number {
  return item.type === 'stack' && hasTrend(item.members) ? trendHeight : cardHeight;
}

/** What an item needs below its card. */
export function roomBelow(item: Item | undefined): number {
  return item?.type === 'stack' && !item.isOpen ? sheets : 0;
}

/** Where an item lies. */
export function boxOf({ x, y, width, height }: Places, index: number): Box {
  const minX = x[index] ?? 0;
  const minY = y[index] ?? 0;
  return { minX, minY, maxX: minX + (width[index] ?? 0), maxY: minY + (height[index] ?? 0) };
}

/** The least box around all of these; an empty one at the origin for none. */
export function joinBoxes([first, ...rest]: readonly Box[]): Box {
  const { minX, minY, maxX, maxY } = first ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  const box = { minX, minY, maxX, maxY };
  for (const one of rest) {
    box.minX = Math.min(box.minX, one.minX);
    box.minY = Math.min(box.minY, one.minY);
    box.maxX = Math.max(box.maxX, one.maxX);
    box.maxY = Math.max(box.maxY, one.maxY);
  }
  return box;
}

/** The box moved by so much. */
export function moveBox({ minX, minY, maxX, maxY }: Box, byX: number, byY: number): Box {
  return { minX: minX + byX, minY: minY + byY, maxX: maxX + byX, maxY: maxY + byY };
}

/** Moves all items by so much. */
export function movePlaces({ x, y }: Places, byX: number, byY: number): void {
  for (let index = 0; index < x.length; index++) {
    x[index] = (x[index] ?? 0) + byX;
    y[index] = (y[index] ?? 0) + byY;
  }
}
