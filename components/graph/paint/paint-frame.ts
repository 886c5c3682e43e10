import type { Frame } from './frame.ts';
import { farZoom, visibleBox } from './frame.ts';
import { paintCells } from './paint-cells.ts';
import { paintFarNodes, paintSelection } from './paint-far-nodes.ts';
import { paintGroups } from './paint-groups.ts';
import { paintCrossLines, paintLines } from './paint-lines.ts';

const dotEvery = 22;

/** Draws what is in view: dots, frames, edges, cells, and far out the cards too. */
export function paintFrame(frame: Frame): void {
  const { context, viewport, size, ratio } = frame;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, size.width * ratio, size.height * ratio);
  paintDots(frame);
  const scale = ratio * viewport.zoom;
  context.setTransform(scale, 0, 0, scale, ratio * viewport.x, ratio * viewport.y);
  const box = visibleBox(viewport, size);
  const { layout, space } = frame.diagram;
  const isFar = viewport.zoom < farZoom;
  paintGroups(frame, box);
  paintLines(frame, box);
  paintCrossLines(frame, box);
  if (isFar) paintFarNodes(frame, space.cardsIn(box));
  paintCells(frame, box);
  if (isFar || layout.isCell[frame.selected] === 1) paintSelection(frame);
  context.globalAlpha = 1;
}

const tiles = new Map<string, HTMLCanvasElement>();

function paintDots({ context, palette, viewport, size, ratio }: Frame): void {
  if (viewport.zoom < farZoom) return;
  const pattern = context.createPattern(dotTile(palette('line'), ratio), 'repeat');
  if (pattern === null) return;
  // The tile is drawn for a zoom of one: stretched, its dots grow with the picture.
  const { x, y, zoom } = viewport;
  pattern.setTransform(new DOMMatrix([zoom, 0, 0, zoom, x * ratio, y * ratio]));
  context.fillStyle = pattern;
  context.fillRect(0, 0, size.width * ratio, size.height * ratio);
}

function dotTile(colour: string, ratio: number): HTMLCanvasElement {
  const key = `${colour} ${ratio}`;
  const cached = tiles.get(key);
  if (cached !== undefined) return cached;
  const tile = document.createElement('canvas');
  tile.width = tile.height = Math.round(dotEvery * ratio);
  const context = tile.getContext('2d');
  if (context !== null) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(tile.width / 2, tile.height / 2, ratio, 0, 2 * Math.PI);
    context.fill();
  }
  tiles.set(key, tile);
  return tile;
}
