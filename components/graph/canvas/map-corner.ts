import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { Size, Viewport } from '#components/graph/paint/frame.ts';
import type { Box } from '#lib/graph/picture/places';
import { isInView, toolsInset } from './camera.ts';

/** The size of the map, and its distance from the edge of the canvas, in CSS pixels. */
export const map = { width: 150, height: 96, margin: 14 } as const;

const corners = ['bottom-right', 'top-right', 'top-left', 'bottom-left'] as const;
export type Corner = (typeof corners)[number];

/** The corner in which a map covers nothing; undefined where each holds something, and where all is in view already. */
export function mapCorner(diagram: Diagram, viewport: Viewport, size: Size): Corner | undefined {
  if (isInView(diagram.layout.bounds, viewport, size)) return undefined;
  return corners.find((corner) => isFree(diagram, worldOf(cornerPlace(corner, size), viewport)));
}

/** The upper left corner of the map in the canvas, in CSS pixels. */
export function cornerPlace(corner: Corner, size: Size): { readonly x: number; readonly y: number } {
  const { top, bottom } = toolsInset(size);
  const x = corner.endsWith('left') ? map.margin : size.width - map.width - map.margin;
  if (corner.startsWith('top')) return { x, y: top };
  return { x, y: size.height - map.height - (corner === 'bottom-left' ? bottom : map.margin) };
}

function worldOf({ x, y }: { readonly x: number; readonly y: number }, viewport: Viewport): Box {
  const toX = (pixels: number) => (pixels - viewport.x) / viewport.zoom;
  const toY = (pixels: number) => (pixels - viewport.y) / viewport.zoom;
  return { minX: toX(x), minY: toY(y), maxX: toX(x + map.width), maxY: toY(y + map.height) };
}

function isFree({ space, layout }: Diagram, box: Box): boolean {
  const isApart = (one: Box) =>
    one.minX >= box.maxX || one.maxX <= box.minX || one.minY >= box.maxY || one.maxY <= box.minY;
  return layout.frames.every(isApart) && space.itemsTouching(box).length === 0;
}
