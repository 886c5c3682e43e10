import type { Line } from './picture.ts';
import type { Box } from './places.ts';
import { moveBox } from './places.ts';

/** Where a line ends: at an item or at a frame, by its index. */
export type TrunkEnd = { readonly x: number; readonly y: number; readonly index: number };

/** The upright line that carries the edges from one item to all that hangs on it; its box holds its ends. */
export type Trunk = Box & {
  readonly parent: number;
  readonly line: Line;
  readonly x: number;
  readonly fromX: number;
  readonly fromY: number;
  readonly to: 'items' | 'frames';
  readonly ends: readonly TrunkEnd[];
  /** Where the head of the arrow is: at what is referred to. */
  readonly arrow: 'from' | 'ends' | 'none';
};

/** A trunk with the box that it needs; undefined without an end. */
export function trunkOf(trunk: Omit<Trunk, keyof Box>): Trunk | undefined {
  if (trunk.ends.length === 0) return undefined;
  const xs = [trunk.fromX, trunk.x, ...trunk.ends.map(({ x }) => x)];
  const ys = [trunk.fromY, ...trunk.ends.map(({ y }) => y)];
  return {
    ...trunk,
    ...{ minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) },
  };
}

/** The trunk moved by so much. */
export function moveTrunk(trunk: Trunk, byX: number, byY: number): Trunk {
  return {
    ...trunk,
    ...moveBox(trunk, byX, byY),
    ...{ x: trunk.x + byX, fromX: trunk.fromX + byX, fromY: trunk.fromY + byY },
    ends: trunk.ends.map((end) => ({ ...end, x: end.x + byX, y: end.y + byY })),
  };
}
