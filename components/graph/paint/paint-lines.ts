import type { Line } from '#lib/graph/picture/picture';
import type { Box } from '#lib/graph/picture/places';
import type { Trunk, TrunkEnd } from '#lib/graph/picture/trunk';
import type { Frame } from './frame.ts';
import { farZoom } from './frame.ts';

const dashes = [5, 4];
const dashLength = 9;
const corner = 6;
const labelFrom = 0.85;

/** The edges of the tree. Those from one item to all that hangs on it share a trunk, which is drawn only where it is in view. */
export function paintLines(frame: Frame, box: Box): void {
  const { context, palette, diagram, viewport } = frame;
  const { trunks } = diagram.layout;
  const seen = diagram.space.trunksIn(box).flatMap((index) => trunks[index] ?? []);
  context.lineWidth = Math.max(1.5, 0.8 / viewport.zoom);
  context.strokeStyle = palette('edge');
  for (const trunk of seen) paintTrunk(frame, trunk, box);
  context.globalAlpha = 1;
  context.setLineDash([]);
  for (const trunk of seen) paintHeads(frame, trunk, 'edge');
  paintHighlight(frame);
}

function paintTrunk(frame: Frame, trunk: Trunk, box: Box): void {
  const { context, viewport, dimmed } = frame;
  const { line, x, fromX, fromY, ends } = trunk;
  context.globalAlpha = 1;
  dashed(frame, line, 0);
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(x, fromY);
  context.stroke();
  const ys = [fromY, ...ends.map(({ y }) => y)];
  const top = Math.max(Math.min(...ys), box.minY);
  const bottom = Math.min(Math.max(...ys), box.maxY);
  const round = viewport.zoom < farZoom ? 0 : corner;
  if (bottom > top) {
    dashed(frame, line, top % dashLength);
    context.beginPath();
    context.moveTo(x, Math.min(fromY, bottom) === fromY ? top : top + round);
    context.lineTo(x, Math.max(fromY, top) === fromY ? bottom : bottom - round);
    context.stroke();
  }
  for (const end of ends) {
    context.globalAlpha = trunk.to === 'items' && dimmed[end.index] === 1 ? 0.34 : 1;
    dashed(frame, line, 0);
    context.beginPath();
    traceEnd(frame, trunk, end, round);
    context.stroke();
  }
}

/** From the trunk to one of its ends, with a round corner where it leaves. */
function traceEnd({ context }: Frame, { x, fromY }: Trunk, end: TrunkEnd, round: number): void {
  const away = end.y - fromY;
  if (Math.abs(away) <= round) context.moveTo(x, end.y);
  else {
    context.moveTo(x, end.y - Math.sign(away) * round);
    if (round > 0) context.arcTo(x, end.y, x + Math.sign(end.x - x) * round, end.y, round);
  }
  context.lineTo(end.x, end.y);
}

/** The heads of the arrows, and beside the root the word for what they mean. */
function paintHeads(frame: Frame, trunk: Trunk, token: 'edge' | 'accent', only?: TrunkEnd): void {
  if (frame.viewport.zoom < farZoom || trunk.arrow === 'none') return;
  if (trunk.arrow === 'ends') {
    for (const end of only === undefined ? trunk.ends : [only]) paintArrow(frame, end.x, end.y, token, -1);
    return;
  }
  const direction = trunk.x > trunk.fromX ? 1 : -1;
  paintArrow(frame, trunk.fromX, trunk.fromY, token, direction);
  if (direction > 0) paintLabel(frame, trunk.fromX, trunk.fromY);
}

/** The way from the selected item, and from the one under the pointer, to the root: it can be followed through a crowd. */
function paintHighlight(frame: Frame): void {
  const { items } = frame.diagram.picture;
  const onTheWay = new Set<number>();
  for (const start of [frame.selected, frame.hovered]) {
    for (let at = start; at > 0; at = items[at]?.parent ?? -1) onTheWay.add(at);
  }
  for (const index of onTheWay) paintWay(frame, index);
}

/** The edge from one item to what it hangs on, over all others; between cells it is a straight line. */
function paintWay(frame: Frame, index: number): void {
  const { context, palette, diagram, viewport } = frame;
  const { layout, picture } = diagram;
  const item = picture.items[index];
  if (item === undefined) return;
  context.setLineDash([]);
  if (layout.isCell[index] === 1 && layout.isCell[item.parent] === 1) {
    context.strokeStyle = palette('accent');
    context.lineWidth = Math.max(1.75, 1.2 / viewport.zoom);
    context.beginPath();
    context.moveTo(...middleOf(frame, item.parent));
    context.lineTo(...middleOf(frame, index));
    context.stroke();
    return;
  }
  const target = item.parent === 0 && item.lane !== 'root' ? (layout.frameOf[index] ?? -1) : index;
  const isFrame = target !== index;
  const trunk = layout.trunks.find(
    ({ parent, to, ends }) =>
      parent === item.parent && (to === 'frames') === isFrame && ends.some((end) => end.index === target),
  );
  const end = trunk?.ends.find((one) => one.index === target);
  if (trunk === undefined || end === undefined) return;
  traceWay(frame, trunk, end);
  // The ground first: grey dashes would show between the coloured ones.
  context.strokeStyle = palette(isFrame ? 'canvas' : 'sunken');
  context.lineWidth = Math.max(3, 3 / viewport.zoom);
  context.stroke();
  context.strokeStyle = palette('accent');
  context.lineWidth = Math.max(1.75, 1.2 / viewport.zoom);
  dashed(frame, item.line, 0);
  context.stroke();
  context.setLineDash([]);
  paintHeads(frame, trunk, 'accent', end);
}

function traceWay(frame: Frame, trunk: Trunk, end: TrunkEnd): void {
  const { context, viewport } = frame;
  const { x, fromX, fromY } = trunk;
  const away = end.y - fromY;
  const round = viewport.zoom < farZoom || Math.abs(away) <= corner ? 0 : corner;
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(x, fromY);
  context.lineTo(x, end.y - Math.sign(away) * round);
  traceEnd(frame, trunk, end, round);
}

// The phase is tied to the world: dashes that start at the edge of the view would crawl while it moves.
function dashed({ context, viewport }: Frame, line: Line, offset: number): void {
  const isDashed = line === 'refers-to' && viewport.zoom >= farZoom;
  context.setLineDash(isDashed ? dashes : []);
  context.lineDashOffset = offset;
}

/** The head of an arrow whose tip is here, with its line on the right for 1 and on the left for -1. */
function paintArrow(
  { context, palette }: Frame,
  x: number,
  y: number,
  token: 'edge' | 'accent',
  side: number,
): void {
  context.fillStyle = palette(token);
  context.beginPath();
  context.moveTo(x + side, y);
  context.lineTo(x + 10 * side, y - 4.5);
  context.lineTo(x + 10 * side, y + 4.5);
  context.fill();
}

function paintLabel({ context, palette, viewport }: Frame, x: number, y: number): void {
  if (viewport.zoom < labelFrom) return;
  context.fillStyle = palette('muted');
  context.font = `13px ${palette('font')}`;
  context.textBaseline = 'bottom';
  context.fillText('subject', x + 6, y - 5);
}

function middleOf({ diagram: { layout } }: Frame, index: number): [x: number, y: number] {
  return [
    (layout.x[index] ?? 0) + (layout.width[index] ?? 0) / 2,
    (layout.y[index] ?? 0) + (layout.height[index] ?? 0) / 2,
  ];
}

/** Edges that the tree leaves out, as quiet curves; those of the selected item stand out. */
export function paintCrossLines(frame: Frame, box: Box): void {
  const { context, palette, diagram, selected, viewport } = frame;
  const { cross } = diagram.picture;
  for (const index of diagram.space.crossIn(box)) {
    const line = cross[index];
    if (line === undefined) continue;
    const isSelected = line.from === selected || line.to === selected;
    const isAmongCells = diagram.layout.isCell[line.from] === 1 || diagram.layout.isCell[line.to] === 1;
    // An entry that is drawn beside what it is about needs no second line, unless somebody asks for it.
    if ((line.line === 'contains' || isAmongCells) && !isSelected) continue;
    context.globalAlpha = isSelected ? 1 : 0.45;
    context.strokeStyle = palette(isSelected ? 'accent' : 'edge');
    context.lineWidth = Math.max(1.25, 0.8 / viewport.zoom);
    context.setLineDash(line.line === 'refers-to' ? dashes : []);
    context.beginPath();
    traceCurve(frame, line.from, line.to);
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function traceCurve({ context, diagram: { layout } }: Frame, from: number, to: number): void {
  const [left, right] = (layout.x[from] ?? 0) <= (layout.x[to] ?? 0) ? [from, to] : [to, from];
  const startX = (layout.x[left] ?? 0) + (layout.width[left] ?? 0);
  const startY = (layout.y[left] ?? 0) + (layout.height[left] ?? 0) * 0.7;
  const endY = (layout.y[right] ?? 0) + (layout.height[right] ?? 0) * 0.7;
  const isBeside = (layout.x[right] ?? 0) >= startX;
  const endX = (layout.x[right] ?? 0) + (isBeside ? 0 : (layout.width[right] ?? 0));
  const pull = isBeside ? Math.max(40, (endX - startX) / 2) : 60;
  context.moveTo(startX, startY);
  context.bezierCurveTo(startX + pull, startY, endX + (isBeside ? -pull : pull), endY, endX, endY);
}
