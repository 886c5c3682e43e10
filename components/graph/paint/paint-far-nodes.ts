import { itemToken } from '#components/graph/diagram/item-token.ts';
import type { PlanEffect } from '#lib/graph/picture/picture';
import { planEffectOfItem } from '#lib/graph/picture/picture';
import type { Frame } from './frame.ts';
import { paintCheck } from './paint-check.ts';

/** From this zoom on a node is a card with a coloured edge; below it is a dot of its colour. */
const cardsFrom = 0.14;

/** The nodes themselves, where they are too small to be read. */
export function paintFarNodes(frame: Frame, items: readonly number[]): void {
  if (frame.viewport.zoom >= cardsFrom) paintCards(frame, items);
  else paintDots(frame, items);
  paintSelection(frame);
}

function paintCards(frame: Frame, items: readonly number[]): void {
  const { context, palette, diagram, dimmed, viewport } = frame;
  const { x, y, width, height } = diagram.layout;
  context.lineWidth = 1 / viewport.zoom;
  for (const index of items) {
    const left = x[index] ?? 0;
    const top = y[index] ?? 0;
    context.globalAlpha = dimmed[index] === 1 ? 0.34 : 1;
    context.fillStyle = palette('raised');
    context.fillRect(left, top, width[index] ?? 0, height[index] ?? 0);
    context.strokeStyle = palette('line-strong');
    context.strokeRect(left, top, width[index] ?? 0, height[index] ?? 0);
    context.fillStyle = palette(itemToken(diagram.picture.items[index]));
    context.fillRect(left, top, (width[index] ?? 0) / 6, height[index] ?? 0);
    paintCheck(frame, index);
    context.lineWidth = 1 / viewport.zoom;
    paintPlanEffect(frame, index);
  }
}

const planEffectTokens = {
  goes: 'bad',
  comes: 'ok',
  kept: 'accent',
  done: 'muted',
} as const satisfies Record<PlanEffect, string>;

// What goes is crossed out as well as red: colour never stands alone.
function paintPlanEffect({ context, palette, diagram, planEffects, viewport }: Frame, index: number): void {
  const planEffect = planEffectAt({ diagram, planEffects }, index);
  if (planEffect === undefined) return;
  const { x, y, width, height } = diagram.layout;
  const [left, top] = [x[index] ?? 0, y[index] ?? 0];
  const [right, bottom] = [left + (width[index] ?? 0), top + (height[index] ?? 0)];
  context.strokeStyle = palette(planEffectTokens[planEffect]);
  context.lineWidth = 2 / viewport.zoom;
  context.strokeRect(left, top, right - left, bottom - top);
  if (planEffect !== 'goes') return;
  context.beginPath();
  context.moveTo(left, top);
  context.lineTo(right, bottom);
  context.moveTo(left, bottom);
  context.lineTo(right, top);
  context.stroke();
}

function planEffectAt(
  { diagram, planEffects }: Pick<Frame, 'diagram' | 'planEffects'>,
  index: number,
): PlanEffect | undefined {
  const item = diagram.picture.items[index];
  return item === undefined ? undefined : planEffectOfItem(item, planEffects);
}

// Where several nodes fall on one pixel only the first is drawn: the cost is bounded by the screen, not by the graph.
function paintDots(
  { context, palette, diagram, dimmed, planEffects, viewport, size }: Frame,
  items: readonly number[],
): void {
  const { x, y, width, height } = diagram.layout;
  const columns = Math.ceil(size.width) + 1;
  const taken = new Uint8Array(columns * (Math.ceil(size.height) + 1));
  const least = 1.5 / viewport.zoom;
  let colour = '';
  for (const index of items) {
    const left = x[index] ?? 0;
    const top = y[index] ?? 0;
    const place =
      Math.max(0, Math.floor(top * viewport.zoom + viewport.y)) * columns +
      Math.max(0, Math.floor(left * viewport.zoom + viewport.x));
    if (taken[place] === 1) continue;
    taken[place] = 1;
    const planEffect = planEffectAt({ diagram, planEffects }, index);
    const next = palette(
      planEffect === undefined ? itemToken(diagram.picture.items[index]) : planEffectTokens[planEffect],
    );
    if (next !== colour) {
      colour = next;
      context.fillStyle = next;
    }
    context.globalAlpha = dimmed[index] === 1 ? 0.15 : 0.85;
    context.fillRect(left, top, Math.max(width[index] ?? 0, least), Math.max(height[index] ?? 0, least));
  }
}

function paintSelection({ context, palette, diagram, selected, viewport }: Frame): void {
  if (selected < 0) return;
  const { x, y, width, height } = diagram.layout;
  const gap = 3 / viewport.zoom;
  context.globalAlpha = 1;
  context.strokeStyle = palette('accent');
  context.lineWidth = 2 / viewport.zoom;
  context.strokeRect(
    (x[selected] ?? 0) - gap,
    (y[selected] ?? 0) - gap,
    (width[selected] ?? 0) + 2 * gap,
    (height[selected] ?? 0) + 2 * gap,
  );
}
