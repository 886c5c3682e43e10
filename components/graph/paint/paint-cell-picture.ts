import type { Box } from '#lib/graph/picture/places';
import type { Rgb } from './cell-pixels.ts';
import { cellPixels, clearPixels, fillPixels, inkOf } from './cell-pixels.ts';
import type { Frame } from './frame.ts';
import { fillSquares } from './paint-squares.ts';

/** So many cells are painted fast enough one by one in each frame; more come from a picture of them. */
export const pictureFrom = 2_000;

/** What lies around the view is in the picture too, as a share of its width and height: a pan needs no other soon. */
const marginShare = 0.12;

/** Pixels of the picture of all cells: it shows them as they are seen from afar. */
const overviewPixels = 1024 * 1024;
/** A picture is shown at most so many times larger than it was painted. */
const stretchMax = 1.4;
/** From this scale on the edges of cells lie on whole pixels, and all are equally wide. */
const sharpFrom = 0.75;

type CellPicture = {
  readonly canvas: HTMLCanvasElement;
  readonly image: ImageData;
  readonly scale: number;
  readonly region: Box;
};

type Cached = Pick<Frame, 'diagram' | 'dimmed' | 'palette' | 'planEffects'>;

let cached: Cached | undefined;
let overview: CellPicture | undefined;
let detail: CellPicture | undefined;
/** The canvases of before, to be painted on again: to make a large one takes longer than to fill it. */
let spare: { readonly overview?: CellPicture | undefined; readonly detail?: CellPicture | undefined } = {};

/** The cells in view by one copy of a picture, which is made anew when one of them looks different or the view leaves it. */
export function paintCellPicture(frame: Frame, box: Box): void {
  const { context, diagram, dimmed, palette, planEffects } = frame;
  const isFresh =
    cached?.diagram === diagram &&
    cached.dimmed === dimmed &&
    cached.palette === palette &&
    cached.planEffects === planEffects;
  if (!isFresh) {
    cached = { diagram, dimmed, palette, planEffects };
    spare = { overview: overview ?? spare.overview, detail: detail ?? spare.detail };
    overview = undefined;
    detail = undefined;
  }
  const seen = overlap(box, diagram.layout.bounds);
  if (seen === undefined) return;
  const { canvas, region, scale } = pictureFor(frame, seen, !isFresh);
  if (scale === shownScale(frame)) copyPixels(frame, canvas, region);
  else context.drawImage(canvas, region.minX, region.minY, canvas.width / scale, canvas.height / scale);
}

/** Device pixels for a pixel of the world. */
function shownScale({ viewport, ratio }: Frame): number {
  return viewport.zoom * ratio;
}

/** Pixel onto pixel: nothing is blurred, and no pixel is put together from its neighbours. */
function copyPixels(
  { context, viewport, ratio }: Frame,
  canvas: HTMLCanvasElement,
  { minX, minY }: Box,
): void {
  const { x, y, zoom } = viewport;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(canvas, Math.round((minX * zoom + x) * ratio), Math.round((minY * zoom + y) * ratio));
  context.restore();
}

/** While the view moves, what was painted before is shown: sharp as far as it reaches, else the picture from afar. */
function pictureFor(frame: Frame, seen: Box, isStale: boolean): CellPicture {
  const { bounds } = frame.diagram.layout;
  const area = (bounds.maxX - bounds.minX) * (bounds.maxY - bounds.minY);
  const overviewScale = Math.min(1, Math.sqrt(overviewPixels / area));
  const shown = shownScale(frame);
  const isCovered = detail !== undefined && holds(detail.region, seen);
  if (shown > overviewScale * stretchMax) {
    if (detail !== undefined && isCovered && (frame.isMoving || detail.scale === shown)) return detail;
    if (!frame.isMoving || overview === undefined) {
      // What was there when the cells changed needs nothing around it: somebody who types a filter waits for less.
      const region = isStale ? seen : (overlap(grown(seen), bounds) ?? seen);
      detail = makePicture(frame, region, shown, detail ?? spare.detail);
      return detail;
    }
  }
  overview ??= makePicture(frame, bounds, overviewScale, spare.overview);
  return overview;
}

function makePicture(frame: Frame, region: Box, scale: number, last: CellPicture | undefined): CellPicture {
  const { palette, diagram } = frame;
  const width = Math.max(1, Math.ceil((region.maxX - region.minX) * scale));
  const height = Math.max(1, Math.ceil((region.maxY - region.minY) * scale));
  const { canvas, image } = surfaceOf(width, height, last);
  const pixels = cellPixels(image.data, width, rgbOf(palette('sunken')));
  clearPixels(pixels);
  const cells = diagram.space.itemsTouching(region).filter((index) => diagram.layout.isCell[index] === 1);
  const whole = scale >= sharpFrom ? Math.round : (length: number) => length;
  let token = '';
  let ink = inkOf(pixels, pixels.ground, 1);
  fillSquares(frame, cells, (left, top, cellWidth, cellHeight, next, alpha) => {
    if (next !== token || alpha !== ink.opacity) ink = inkOf(pixels, rgbOf(palette(next)), alpha);
    token = next;
    const x = whole((left - region.minX) * scale);
    const y = whole((top - region.minY) * scale);
    // The level of a cell begins where its ground ends: the two share an edge.
    const bottom = whole((top - region.minY + cellHeight) * scale);
    fillPixels(pixels, { left: x, top: y, right: x + whole(cellWidth * scale), bottom }, ink);
  });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return { canvas, image, scale, region };
}

function surfaceOf(width: number, height: number, last: CellPicture | undefined) {
  if (last?.image.width === width && last.image.height === height) return last;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return { canvas, image: new ImageData(width, height) };
}

const colours = new Map<string, Rgb>();

/** What the browser makes of a colour of a style sheet, in whatever way it is written. */
function rgbOf(colour: string): Rgb {
  const known = colours.get(colour);
  if (known !== undefined) return known;
  const dot = document.createElement('canvas');
  dot.width = dot.height = 1;
  const context = dot.getContext('2d');
  if (context !== null) context.fillStyle = colour;
  context?.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
  const found: Rgb = [red, green, blue];
  colours.set(colour, found);
  return found;
}

function overlap(a: Box, b: Box): Box | undefined {
  const minX = Math.max(a.minX, b.minX);
  const minY = Math.max(a.minY, b.minY);
  const maxX = Math.min(a.maxX, b.maxX);
  const maxY = Math.min(a.maxY, b.maxY);
  return minX < maxX && minY < maxY ? { minX, minY, maxX, maxY } : undefined;
}

function holds(outer: Box, inner: Box): boolean {
  return (
    outer.minX <= inner.minX &&
    outer.minY <= inner.minY &&
    outer.maxX >= inner.maxX &&
    outer.maxY >= inner.maxY
  );
}

function grown({ minX, minY, maxX, maxY }: Box): Box {
  const [x, y] = [(maxX - minX) * marginShare, (maxY - minY) * marginShare];
  return { minX: minX - x, minY: minY - y, maxX: maxX + x, maxY: maxY + y };
}
