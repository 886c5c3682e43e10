import type { Box } from '#lib/graph/layout';
import type { Size, Viewport } from '../paint/frame.ts';
import { visibleBox } from '../paint/frame.ts';
import type { Scene } from '../scene.ts';

/** A graph of fifty thousand in one column still fits. */
export const minZoom = 0.001;
export const maxZoom = 2;
/** What the tools and chips over the picture take from it. */
const inset = { top: 56, right: 32, bottom: 64, left: 32 } as const;
/** The minimap lies over the lower right: where there is room to spare, it is kept free. */
const minimapWidth = 150;

/** The viewport that shows all of the box; where `least` forbids that, the root stands at the left and in the middle. */
export function fitBox(box: Box, size: Size, least: number): Viewport {
  const room = {
    width: size.width - inset.left - inset.right,
    height: size.height - inset.top - inset.bottom,
  };
  const boxWidth = Math.max(1, box.maxX - box.minX);
  const boxHeight = Math.max(1, box.maxY - box.minY);
  const zoom = Math.min(1, Math.max(least, Math.min(room.width / boxWidth, room.height / boxHeight)));
  const spare = Math.max(0, room.width - boxWidth * zoom);
  const slackX = Math.min(spare / 2, Math.max(0, spare - minimapWidth));
  const isTall = boxHeight * zoom > room.height;
  return {
    zoom,
    x: inset.left + slackX - box.minX * zoom,
    y: inset.top + room.height / 2 - (isTall ? 0 : ((box.minY + box.maxY) / 2) * zoom),
  };
}

/** The same scale, with the item moved into view; undefined when it is there already. */
export function revealItem(
  scene: Scene,
  index: number,
  viewport: Viewport,
  size: Size,
): Viewport | undefined {
  const { layout } = scene;
  const left = layout.x[index] ?? 0;
  const top = layout.y[index] ?? 0;
  const right = left + (layout.width[index] ?? 0);
  const bottom = top + (layout.height[index] ?? 0);
  const { zoom } = viewport;
  const view = visibleBox(viewport, size);
  const isIn =
    left >= view.minX &&
    right <= view.maxX &&
    top >= view.minY + inset.top / zoom &&
    bottom <= view.maxY - inset.bottom / zoom;
  if (isIn) return undefined;
  return {
    zoom,
    x: size.width / 2 - ((left + right) / 2) * zoom,
    y: size.height / 2 - ((top + bottom) / 2) * zoom,
  };
}

/** The viewport in which this item stands where it stood before the graph grew. */
export function keepInPlace(before: Scene, after: Scene, id: string, viewport: Viewport): Viewport {
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
