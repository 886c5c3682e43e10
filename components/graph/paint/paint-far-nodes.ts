import { itemToken } from '#components/graph/diagram/item-token.ts';
import type { Frame } from './frame.ts';
import { paintCheck } from './paint-check.ts';
import { paintPlanEffect } from './paint-plan-effect.ts';

/** The cards themselves, where they are too small to be read. */
export function paintFarNodes(frame: Frame, items: readonly number[]): void {
  const { context, palette, diagram, dimmed, viewport } = frame;
  const { x, y, width, height } = diagram.layout;
  for (const index of items) {
    const left = x[index] ?? 0;
    const top = y[index] ?? 0;
    context.lineWidth = 1 / viewport.zoom;
    context.globalAlpha = dimmed[index] === 1 ? 0.34 : 1;
    context.fillStyle = palette('raised');
    context.fillRect(left, top, width[index] ?? 0, height[index] ?? 0);
    context.strokeStyle = palette('line-strong');
    context.strokeRect(left, top, width[index] ?? 0, height[index] ?? 0);
    context.fillStyle = palette(itemToken(diagram.picture.items[index]));
    context.fillRect(left, top, (width[index] ?? 0) / 6, height[index] ?? 0);
    paintCheck(frame, index);
    paintPlanEffect(frame, index);
  }
  context.globalAlpha = 1;
}

/** A line around the selected item, where it is painted. */
export function paintSelection({ context, palette, diagram, selected, viewport }: Frame): void {
  if (selected < 0) return;
  const { x, y, width, height } = diagram.layout;
  const gap = 2.5 / viewport.zoom;
  context.globalAlpha = 1;
  context.strokeStyle = palette('accent');
  context.lineWidth = 2.5 / viewport.zoom;
  context.strokeRect(
    (x[selected] ?? 0) - gap,
    (y[selected] ?? 0) - gap,
    (width[selected] ?? 0) + 2 * gap,
    (height[selected] ?? 0) + 2 * gap,
  );
}
