import { cellLookAt } from '#components/graph/diagram/cell-look.ts';
import { itemText } from '#components/graph/diagram/item-text.ts';
import type { Box } from '#lib/graph/picture/places';
import type { Frame } from './frame.ts';
import { paintCellPicture, pictureFrom } from './paint-cell-picture.ts';
import { paintCheck } from './paint-check.ts';
import { paintPlanEffect } from './paint-plan-effect.ts';
import { paintSquares } from './paint-squares.ts';

/** Cells lower than this on the screen, and more than so many in view, have no outline and no sign. */
const detailPx = 11;
const detailMost = 1_500;
const readablePx = 11;
const textPx = 13;

/** The cells of grids: how full one is tells how grave, how pale how old. Dimmed ones stay as a trace. */
export function paintCells(frame: Frame, box: Box): void {
  const { viewport, diagram } = frame;
  const { layout, space } = diagram;
  const first = layout.isCell.indexOf(1);
  if (first < 0) return;
  const pixels = (layout.height[first] ?? 0) * viewport.zoom;
  if (pixels < detailPx && layout.isCell.length > pictureFrom) {
    paintCellPicture(frame, box);
    return;
  }
  const cells = space.itemsIn(box).filter((index) => layout.isCell[index] === 1);
  if (pixels < detailPx || cells.length > detailMost) paintSquares(frame, cells);
  else for (const index of cells) paintCell(frame, index);
}

function paintCell(frame: Frame, index: number): void {
  const { context, palette, diagram, dimmed, now, viewport } = frame;
  const look = cellLookAt(diagram.picture, index, now);
  const [left, top] = [diagram.layout.x[index] ?? 0, diagram.layout.y[index] ?? 0];
  const [width, height] = [diagram.layout.width[index] ?? 0, diagram.layout.height[index] ?? 0];
  const fade = dimmed[index] === 1 ? 0.25 : 1;
  context.globalAlpha = fade;
  context.fillStyle = palette('raised');
  context.fillRect(left, top, width, height);
  context.fillStyle = palette(look.token);
  context.globalAlpha = look.strength * fade;
  const filled = height * look.level;
  if (!look.isHollow) context.fillRect(left, top + height - filled, width, filled);
  context.globalAlpha = fade;
  context.strokeStyle = palette(look.token);
  context.lineWidth = 1 / viewport.zoom;
  context.setLineDash(look.isHollow ? [3 / viewport.zoom, 2 / viewport.zoom] : []);
  context.strokeRect(left, top, width, height);
  context.setLineDash([]);
  if (width > 100) paintName(frame, index);
  else paintCheck(frame, index, 1);
  paintPlanEffect(frame, index);
  context.globalAlpha = 1;
}

/** The name of what stands at the head of many, where it can be read. */
function paintName({ context, palette, diagram, viewport, now }: Frame, index: number): void {
  const { x, y, width, height } = diagram.layout;
  const item = diagram.picture.items[index];
  const px = Math.min(textPx, (height[index] ?? 0) - 2);
  if (item === undefined || px * viewport.zoom < readablePx) return;
  const [left, top] = [x[index] ?? 0, y[index] ?? 0];
  const [wide, high] = [width[index] ?? 0, height[index] ?? 0];
  context.fillStyle = palette('raised');
  context.fillRect(left + 3, top + 1, wide - 4, high - 2);
  context.save();
  context.beginPath();
  context.rect(left, top, wide - 4, high);
  context.clip();
  context.fillStyle = palette('text');
  context.font = `600 ${px}px ${palette('font')}`;
  context.textBaseline = 'middle';
  context.fillText(itemText(item, '', now).title, left + 7, top + high / 2);
  context.restore();
}
