import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { PlanEffects } from '#lib/graph/picture/picture';
import type { Box } from '#lib/graph/picture/places';
import type { ThemeColours } from './theme-colours.ts';

export type Viewport = { readonly x: number; readonly y: number; readonly zoom: number };
export type Size = {
  readonly width: number;
  readonly height: number;
  /** No chips lie over the top of it. */
  readonly isBare?: boolean;
};

/** All that one picture on the canvas depends on. */
export type Frame = {
  readonly context: CanvasRenderingContext2D;
  readonly diagram: Diagram;
  readonly dimmed: Uint8Array;
  /** Index of the selected item, -1 for none. */
  readonly selected: number;
  /** Index of the item under the pointer, -1 for none. */
  readonly hovered: number;
  /** How the nodes stand to the plan that is shown. */
  readonly planEffects: PlanEffects | undefined;
  readonly palette: ThemeColours;
  /** The time that ages are counted to, in milliseconds since 1970. */
  readonly now: number;
  readonly viewport: Viewport;
  /** Whether the next frame shows another part: what takes long waits until the picture stands still. */
  readonly isMoving: boolean;
  readonly size: Size;
  /** Device pixels for one CSS pixel. */
  readonly ratio: number;
};

/** Below this zoom nobody can read a node: the canvas draws them, and React has nothing to do. */
export const farZoom = 0.5;

/** The part of the world that is in view. */
export function visibleBox({ x, y, zoom }: Viewport, { width, height }: Size): Box {
  return { minX: -x / zoom, minY: -y / zoom, maxX: (width - x) / zoom, maxY: (height - y) / zoom };
}
