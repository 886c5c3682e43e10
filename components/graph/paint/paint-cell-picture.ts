import type { Box } from '#lib/graph/picture/places';
import type { Frame } from './frame.ts';
import { paintSquares } from './paint-squares.ts';

/** So many cells are painted fast enough one by one in each frame; more come from a picture of all of them. */
export const pictureFrom = 2_000;

/** Pixels of the whole picture: 32 MB. */
const areaMaxPixels = 8 * 1024 * 1024;

type Cached = Pick<Frame, 'diagram' | 'dimmed' | 'palette' | 'planEffects'> & {
  readonly picture: HTMLCanvasElement;
};

let cached: Cached | undefined;

/** All cells by one copy of a picture, which is made anew only when one of them looks different. */
export function paintCellPicture(frame: Frame, box: Box): void {
  const { context, diagram, dimmed, palette, planEffects } = frame;
  const isFresh =
    cached?.diagram === diagram &&
    cached.dimmed === dimmed &&
    cached.palette === palette &&
    cached.planEffects === planEffects;
  if (!isFresh) cached = { diagram, dimmed, palette, planEffects, picture: makePicture(frame) };
  if (cached === undefined) return;
  const { bounds } = diagram.layout;
  const left = Math.max(box.minX, bounds.minX);
  const top = Math.max(box.minY, bounds.minY);
  const width = Math.min(box.maxX, bounds.maxX) - left;
  const height = Math.min(box.maxY, bounds.maxY) - top;
  if (width <= 0 || height <= 0) return;
  const { picture } = cached;
  const scale = picture.width / (bounds.maxX - bounds.minX);
  const [x, y] = [(left - bounds.minX) * scale, (top - bounds.minY) * scale];
  context.drawImage(picture, x, y, width * scale, height * scale, left, top, width, height);
}

function makePicture(frame: Frame): HTMLCanvasElement {
  const { layout } = frame.diagram;
  const { minX, minY, maxX, maxY } = layout.bounds;
  const picture = document.createElement('canvas');
  const scale = Math.min(1, Math.sqrt(areaMaxPixels / Math.max(1, (maxX - minX) * (maxY - minY))));
  picture.width = Math.ceil((maxX - minX) * scale);
  picture.height = Math.ceil((maxY - minY) * scale);
  const context = picture.getContext('2d');
  if (context === null) return picture;
  context.setTransform(scale, 0, 0, scale, -minX * scale, -minY * scale);
  paintSquares({ ...frame, context }, cellsOf(layout.isCell));
  return picture;
}

function* cellsOf(isCell: Uint8Array): Generator<number> {
  for (let index = 0; index < isCell.length; index++) if (isCell[index] === 1) yield index;
}
