import { kindShapes } from '#components/ui/kind-shapes.ts';
import type { GroupFrame } from '#lib/graph/picture/arrange-groups';
import type { Box } from '#lib/graph/picture/places';
import type { Kind } from '#lib/oci/kind';
import type { Frame } from './frame.ts';

const round = 10;
const titlePx = 13;
/** Letters on the screen are never smaller. */
const readablePx = 11;

/** The frames of the groups that are in view; those on the way to the selected item stand out. */
export function paintGroups(frame: Frame, box: Box): void {
  const { context, palette, viewport, diagram } = frame;
  const ways = new Set([headFrame(frame, frame.selected), headFrame(frame, frame.hovered)]);
  diagram.layout.frames.forEach((group, index) => {
    if (!meets(group, box)) return;
    const isOnTheWay = ways.has(index);
    context.fillStyle = palette('sunken');
    context.strokeStyle = palette(isOnTheWay ? 'accent' : 'line-strong');
    context.lineWidth = (isOnTheWay ? 1.5 : 1) / Math.min(1, viewport.zoom);
    context.beginPath();
    context.roundRect(group.minX, group.minY, group.maxX - group.minX, group.maxY - group.minY, round);
    context.fill();
    context.stroke();
    paintTitle(frame, group);
  });
}

/** The frame that an item lies in, by way of what it hangs on; -1 for none. */
function headFrame({ diagram: { layout, picture } }: Frame, start: number): number {
  let at = start;
  while (at > 0 && picture.items[at]?.parent !== 0) at = picture.items[at]?.parent ?? -1;
  return at > 0 ? (layout.frameOf[at] ?? -1) : -1;
}

/** The sign, the name and the count, as large as they must be to be read and as the frame is wide. */
function paintTitle(frame: Frame, { group, minX, minY, maxX, titleHeight }: GroupFrame): void {
  const { context, palette, viewport } = frame;
  const px = Math.max(titlePx, readablePx / viewport.zoom);
  if (px > titleHeight) return;
  const scale = px / titlePx;
  const left = minX + 10;
  const middle = minY + titleHeight / 2;
  paintKind(frame, group.kind, { x: left, y: middle - 8 * scale, scale });
  context.textBaseline = 'middle';
  const nameLeft = left + 22 * scale;
  const nameWidth = widthOf(context, group.title, palette('font')) * scale;
  if (nameLeft + nameWidth > maxX) return;
  context.font = `600 ${px}px ${palette('font')}`;
  context.fillStyle = palette('text');
  context.fillText(group.title, nameLeft, middle);
  context.font = `${px}px ${palette('font')}`;
  context.fillStyle = palette('muted');
  context.fillText(group.count.toLocaleString('en'), nameLeft + nameWidth + 6 * scale, middle);
}

const widths = new Map<string, number>();

/** How wide a title is at its least size: measuring letters takes longer than drawing them. */
function widthOf(context: CanvasRenderingContext2D, title: string, font: string): number {
  const key = `${title} ${font}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context.font = `600 ${titlePx}px ${font}`;
  const { width } = context.measureText(title);
  widths.set(key, width);
  return width;
}

const paths = new Map<Kind, Path2D>();

/** The sign of a kind, its upper left corner here. */
function paintKind(
  { context, palette }: Frame,
  kind: Kind,
  { x, y, scale }: { readonly x: number; readonly y: number; readonly scale: number },
): void {
  const [token, shape] = kindShapes[kind];
  const path = paths.get(kind) ?? new Path2D(shape);
  paths.set(kind, path);
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  context.strokeStyle = palette(token);
  context.lineWidth = 1.4;
  context.lineJoin = 'round';
  context.stroke(path);
  context.restore();
}

function meets(a: Box, b: Box): boolean {
  return a.minX < b.maxX && a.maxX > b.minX && a.minY < b.maxY && a.maxY > b.minY;
}
