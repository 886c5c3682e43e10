import type { Box } from '#lib/graph/picture/layout';
import type { Frame } from './frame.ts';

/** Edges that the tree leaves out, as quiet curves; those of the selected item stand out. */
export function paintCrossLines(frame: Frame, box: Box): void {
  const { context, palette, scene, selected, viewport } = frame;
  for (const index of scene.space.crossIn(box)) {
    const cross = scene.picture.cross[index];
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

function traceCurve({ context, scene: { layout } }: Frame, from: number, to: number): void {
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
