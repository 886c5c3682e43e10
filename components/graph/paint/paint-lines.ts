import type { Box, Trunk } from '#lib/graph/picture/layout';
import type { Line } from '#lib/graph/picture/picture';
import type { Frame } from './frame.ts';
import { farZoom } from './frame.ts';

const dashes = [5, 4];
const dashLength = 9;
const corner = 6;
const labelFrom = 0.6;
/** Below this zoom single edges are finer than a pixel and would only turn into a grey field. */
const stubsFrom = 0.1;

/**
 * The edges of the tree. Those of one lane share a trunk: it is drawn once and only where it is in view. Ten
 * thousand dashed edges cost no more than those in view.
 */
export function paintLines(frame: Frame, box: Box, items: readonly number[]): void {
  const { context, palette, diagram, viewport } = frame;
  context.lineWidth = Math.max(1.5, 0.8 / viewport.zoom);
  context.strokeStyle = palette('edge');
  context.globalAlpha = viewport.zoom < stubsFrom ? 0.5 : 1;
  for (const index of diagram.space.trunksIn(box)) {
    const trunk = diagram.layout.trunks[index];
    if (trunk !== undefined) paintTrunk(frame, trunk, box);
  }
  if (viewport.zoom >= stubsFrom) for (const item of items) paintStub(frame, item);
  context.setLineDash([]);
  paintHighlight(frame);
}

function paintTrunk(frame: Frame, trunk: Trunk, box: Box): void {
  const { context, diagram, viewport } = frame;
  const { layout, picture } = diagram;
  const middle = middleOf(frame, trunk.parent);
  const isLeft = trunk.x < (layout.x[trunk.parent] ?? 0);
  const from = (layout.x[trunk.parent] ?? 0) + (isLeft ? 0 : (layout.width[trunk.parent] ?? 0));
  dashed(frame, trunk.line, 0);
  context.beginPath();
  context.moveTo(from, middle);
  context.lineTo(trunk.x, middle);
  context.stroke();
  const round = viewport.zoom < farZoom ? 0 : corner;
  const top = Math.max(trunk.minY === middle ? trunk.minY : trunk.minY + round, box.minY);
  const bottom = Math.min(trunk.maxY === middle ? trunk.maxY : trunk.maxY - round, box.maxY);
  if (bottom > top) {
    dashed(frame, trunk.line, top % dashLength);
    context.beginPath();
    context.moveTo(trunk.x, top);
    context.lineTo(trunk.x, bottom);
    context.stroke();
  }
  if (trunk.line !== 'refers-to' || isLeft || viewport.zoom < farZoom) return;
  paintArrow(frame, from, middle, 'edge');
  if (picture.items[trunk.parent]?.lane === 'root') paintLabel(frame, from, middle);
}

function paintStub(frame: Frame, index: number): void {
  const { context, diagram, viewport, dimmed } = frame;
  const item = diagram.picture.items[index];
  if (item === undefined || item.parent < 0) return;
  context.globalAlpha = dimmed[index] === 1 ? 0.34 : 1;
  dashed(frame, item.line, 0);
  context.beginPath();
  traceStub(frame, index, viewport.zoom < farZoom ? 0 : corner);
  context.stroke();
  const isSubject = item.lane === 'belongs' && item.line === 'refers-to' && viewport.zoom >= farZoom;
  if (isSubject) paintArrow(frame, nearEdge(frame, index), middleOf(frame, index), 'edge');
  context.globalAlpha = 1;
}

/** From the trunk to the item, with a round corner where it leaves. */
function traceStub(frame: Frame, index: number, round: number): void {
  const { context, diagram } = frame;
  const item = diagram.picture.items[index];
  const x = diagram.layout.trunkX[index] ?? 0;
  const middle = middleOf(frame, index);
  const end = nearEdge(frame, index);
  const away = middle - middleOf(frame, item?.parent ?? 0);
  if (Math.abs(away) <= round) context.moveTo(x, middle);
  else {
    context.moveTo(x, middle - Math.sign(away) * round);
    if (round > 0) context.arcTo(x, middle, x + Math.sign(end - x) * round, middle, round);
  }
  context.lineTo(end, middle);
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

/** The edge from one item to what it hangs on, over all others. */
function paintWay(frame: Frame, index: number): void {
  const { context, palette, diagram, viewport } = frame;
  const item = diagram.picture.items[index];
  if (item === undefined || item.parent < 0) return;
  const parentMiddle = middleOf(frame, item.parent);
  const middle = middleOf(frame, index);
  const x = diagram.layout.trunkX[index] ?? 0;
  const left = diagram.layout.x[item.parent] ?? 0;
  const from = item.lane === 'belongs' ? left : left + (diagram.layout.width[item.parent] ?? 0);
  const away = middle - parentMiddle;
  const round = viewport.zoom < farZoom || Math.abs(away) <= corner ? 0 : corner;
  context.beginPath();
  context.moveTo(from, parentMiddle);
  context.lineTo(x, parentMiddle);
  context.lineTo(x, middle - Math.sign(away) * round);
  traceStub(frame, index, round);
  // The ground first: grey dashes would show between the coloured ones.
  context.strokeStyle = palette('canvas');
  context.lineWidth = Math.max(3, 3 / viewport.zoom);
  context.stroke();
  context.strokeStyle = palette('accent');
  context.lineWidth = Math.max(1.75, 1.2 / viewport.zoom);
  context.setLineDash(item.line === 'refers-to' ? dashes : []);
  context.lineDashOffset = 0;
  context.stroke();
  context.setLineDash([]);
  if (item.line !== 'refers-to' || viewport.zoom < farZoom) return;
  if (item.lane === 'belongs') paintArrow(frame, nearEdge(frame, index), middle, 'accent');
  else paintArrow(frame, from, parentMiddle, 'accent');
}

// The phase is tied to the world: dashes that start at the edge of the view would crawl while it moves.
function dashed({ context, viewport }: Frame, line: Line, offset: number): void {
  const isDashed = line === 'refers-to' && viewport.zoom >= farZoom;
  context.setLineDash(isDashed ? dashes : []);
  context.lineDashOffset = offset;
}

/** The head of an arrow that points left, to the subject. */
function paintArrow({ context, palette }: Frame, x: number, y: number, token: 'edge' | 'accent'): void {
  context.fillStyle = palette(token);
  context.beginPath();
  context.moveTo(x + 1, y);
  context.lineTo(x + 10, y - 4.5);
  context.lineTo(x + 10, y + 4.5);
  context.fill();
}

function paintLabel({ context, palette, viewport }: Frame, x: number, y: number): void {
  if (viewport.zoom < labelFrom) return;
  context.fillStyle = palette('muted');
  context.font = `11px ${palette('font')}`;
  context.textBaseline = 'bottom';
  context.fillText('subject', x + 4, y - 7);
}

function middleOf({ diagram: { layout } }: Frame, index: number): number {
  return (layout.y[index] ?? 0) + (layout.height[index] ?? 0) / 2;
}

function nearEdge({ diagram: { layout, picture } }: Frame, index: number): number {
  const isLeft = picture.items[index]?.lane === 'belongs';
  return (layout.x[index] ?? 0) + (isLeft ? (layout.width[index] ?? 0) : 0);
}

/** Edges that the tree leaves out, as quiet curves; those of the selected item stand out. */
export function paintCrossLines(frame: Frame, box: Box): void {
  const { context, palette, diagram, selected, viewport } = frame;
  for (const index of diagram.space.crossIn(box)) {
    const cross = diagram.picture.cross[index];
    if (cross === undefined) continue;
    const isSelected = cross.from === selected || cross.to === selected;
    // An entry that is drawn beside what it is about needs no second line, unless somebody asks for it.
    if (cross.line === 'contains' && !isSelected) continue;
    context.globalAlpha = isSelected ? 1 : 0.45;
    context.strokeStyle = palette(isSelected ? 'accent' : 'edge');
    context.lineWidth = Math.max(1.25, 0.8 / viewport.zoom);
    context.setLineDash(cross.line === 'refers-to' ? [5, 4] : []);
    context.beginPath();
    traceCurve(frame, cross.from, cross.to);
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
  const isSameColumn = layout.x[left] === layout.x[right];
  const endX = (layout.x[right] ?? 0) + (isSameColumn ? (layout.width[right] ?? 0) : 0);
  const pull = isSameColumn ? 60 : Math.max(40, (endX - startX) / 2);
  context.moveTo(startX, startY);
  context.bezierCurveTo(startX + pull, startY, endX + (isSameColumn ? pull : -pull), endY, endX, endY);
}
