import type { Frame } from './frame.ts';
import { paintSquares } from './paint-squares.ts';

/** Cells lower than this on the screen are not painted in each frame, but come from a picture of all of them. */
export const pictureBelowPx = 6;
/** So many are painted fast enough without a picture. */
export const pictureFrom = 4_000;

/** Pixels of the longer side of the picture: what one screen shows. */
const sideMaxPixels = 2_048;

type Cached = Pick<Frame, 'diagram' | 'dimmed' | 'palette' | 'planEffects'> & {
  readonly picture: HTMLCanvasElement;
};

let cached: Cached | undefined;

/** All cells by one copy of a picture, which is made anew only when one of them looks different. */
export function paintCellPicture(frame: Frame): void {
  const { context, diagram, dimmed, palette, planEffects } = frame;
  const isFresh =
    cached?.diagram === diagram &&
    cached.dimmed === dimmed &&
    cached.palette === palette &&
    cached.planEffects === planEffects;
  if (!isFresh) cached = { diagram, dimmed, palette, planEffects, picture: makePicture(frame) };
  if (cached === undefined) return;
  const { minX, minY, maxX, maxY } = diagram.layout.bounds;
  context.drawImage(cached.picture, minX, minY, maxX - minX, maxY - minY);
}

function makePicture(frame: Frame): HTMLCanvasElement {
  const { layout } = frame.diagram;
  const { minX, minY, maxX, maxY } = layout.bounds;
  const picture = document.createElement('canvas');
  const scale = Math.min(1, sideMaxPixels / Math.max(maxX - minX, maxY - minY));
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
