import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { Size, Viewport } from '#components/graph/paint/frame.ts';
import { visibleBox } from '#components/graph/paint/frame.ts';
import { openingZoom } from '#lib/graph/picture/layout';
import type { Box } from '#lib/graph/picture/places';
import { boxOf, joinBoxes } from '#lib/graph/picture/places';

/** A graph of fifty thousand still fits. */
export const minZoom = 0.01;
export const maxZoom = 2;
/** A first look must be readable, even if not everything fits. */
export const firstZoom = openingZoom.least;
/** What the tools and chips over the picture take from it. */
const inset = { top: 56, right: 16, bottom: 62, left: 16 } as const;
/** A canvas narrower than this has its chips in two lines. */
const chipsInOneLineFrom = 576;
const twoLines = 92;
/** The room is told in steps of so many pixels: a picture is not laid out anew for one of them. */
const roomStep = 8;

/** What a canvas of this size leaves to the picture. */
export function roomOf(size: Size): Size {
  const step = (pixels: number) => Math.max(roomStep, Math.floor(pixels / roomStep) * roomStep);
  return {
    width: step(size.width - inset.left - inset.right),
    height: step(size.height - topOf(size) - inset.bottom),
  };
}

/** What the chips above and the tools below take, in CSS pixels. */
export function toolsInset(size: Size): { readonly top: number; readonly bottom: number } {
  return { top: topOf(size), bottom: inset.bottom };
}

function topOf({ width, isBare }: Size): number {
  if (isBare) return inset.left;
  return width < chipsInOneLineFrom ? twoLines : inset.top;
}

/** The viewport that shows all of the box; where `least` forbids that, it begins with its upper left corner. */
export function fitBox(box: Box, size: Size, least: number): Viewport {
  const top = topOf(size);
  const width = size.width - inset.left - inset.right;
  const height = size.height - top - inset.bottom;
  const boxWidth = Math.max(1, box.maxX - box.minX);
  const boxHeight = Math.max(1, box.maxY - box.minY);
  const fitting = Math.min(width / boxWidth, height / boxHeight);
  const zoom = Math.min(openingZoom.most, Math.max(least, fitting));
  return {
    zoom,
    x: inset.left + Math.max(0, width - boxWidth * zoom) / 2 - box.minX * zoom,
    y: top + Math.max(0, height - boxHeight * zoom) / 2 - box.minY * zoom,
  };
}

/** Whether the box stands wholly between the tools; then a map of it tells nothing. */
export function isInView(box: Box, viewport: Viewport, size: Size): boolean {
  const { zoom } = viewport;
  const view = visibleBox(viewport, size);
  return (
    box.minX >= view.minX &&
    box.maxX <= view.maxX &&
    box.minY >= view.minY + (topOf(size) / zoom) * inTheWay &&
    box.maxY <= view.maxY - (inset.bottom / zoom) * inTheWay
  );
}

/** The least part of the inset that a box must keep clear of: the rest is there to look well. */
const inTheWay = 0.8;

/** What hangs on an item moved into view beside it, no farther than needed; undefined when it is there already. */
export function revealFamily(
  diagram: Diagram,
  index: number,
  viewport: Viewport,
  size: Size,
): Viewport | undefined {
  const family = diagram.picture.items.flatMap(({ parent }, at) => (parent === index ? [at] : []));
  if (family.length === 0) return undefined;
  const box = joinBoxes([index, ...family].map((at) => boxOf(diagram.layout, at)));
  if (isInView(box, viewport, size)) return undefined;
  const zoom = Math.min(viewport.zoom, fitBox(box, size, firstZoom).zoom);
  const item = boxOf(diagram.layout, index);
  // The corner of the item stays on its pixel as far as it can; a family too tall for the screen stands around it.
  const x = viewport.x + item.minX * (viewport.zoom - zoom);
  const y = viewport.y + item.minY * (viewport.zoom - zoom);
  return {
    zoom,
    x: x + nudge(box.minX * zoom + x, box.maxX * zoom + x, inset.left, size.width - inset.right),
    y: y + nudge(box.minY * zoom + y, box.maxY * zoom + y, topOf(size), size.height - inset.bottom),
  };
}

/** How far a stretch must move to lie between start and end; what is longer than these stays. */
function nudge(min: number, max: number, start: number, end: number): number {
  if (max - min > end - start) return 0;
  return Math.max(0, start - min) || Math.min(0, end - max);
}

/** The same scale, with the item moved into view; undefined when it is there already. */
export function revealItem(
  diagram: Diagram,
  index: number,
  viewport: Viewport,
  size: Size,
): Viewport | undefined {
  const { layout } = diagram;
  const left = layout.x[index] ?? 0;
  const top = layout.y[index] ?? 0;
  const right = left + (layout.width[index] ?? 0);
  const bottom = top + (layout.height[index] ?? 0);
  const { zoom } = viewport;
  const view = visibleBox(viewport, size);
  const isIn =
    left >= view.minX &&
    right <= view.maxX &&
    top >= view.minY + topOf(size) / zoom &&
    bottom <= view.maxY - inset.bottom / zoom;
  if (isIn) return undefined;
  return {
    zoom,
    x: size.width / 2 - ((left + right) / 2) * zoom,
    y: size.height / 2 - ((top + bottom) / 2) * zoom,
  };
}

/** The viewport in which this item stands where it stood before the graph grew. */
export function keepInPlace(before: Diagram, after: Diagram, id: string, viewport: Viewport): Viewport {
  const was = before.picture.indexOf.get(id);
  const is = after.picture.indexOf.get(id);
  if (was === undefined || is === undefined) return viewport;
  const byX = (after.layout.x[is] ?? 0) - (before.layout.x[was] ?? 0);
  const byY = (after.layout.y[is] ?? 0) - (before.layout.y[was] ?? 0);
  return { ...viewport, x: viewport.x - byX * viewport.zoom, y: viewport.y - byY * viewport.zoom };
}

/** The zoom changed by a factor around the middle of the screen. */
export function zoomAround({ x, y, zoom }: Viewport, size: Size, factor: number): Viewport {
  const next = Math.min(maxZoom, Math.max(minZoom, zoom * factor));
  const ratio = next / zoom;
  return {
    zoom: next,
    x: size.width / 2 - (size.width / 2 - x) * ratio,
    y: size.height / 2 - (size.height / 2 - y) * ratio,
  };
}
