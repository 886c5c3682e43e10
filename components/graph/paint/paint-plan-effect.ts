import type { ItemEffect, PlanEffect } from '#lib/graph/picture/picture';
import { planEffectOfItem } from '#lib/graph/picture/picture';
import type { Frame } from './frame.ts';

/** The CSS variable of the colour of each effect. */
export const planEffectTokens = {
  goes: 'bad',
  comes: 'ok',
  kept: 'accent',
  gone: 'muted',
  done: 'ok',
} as const satisfies Record<PlanEffect, string>;

// What goes as a whole is crossed out as well as red: colour never stands alone.
/** Frames an item in the colour of what the plan does to it. */
export function paintPlanEffect(
  { context, palette, diagram, planEffects, viewport }: Frame,
  index: number,
): void {
  const planEffect = planEffectAt({ diagram, planEffects }, index);
  if (planEffect === undefined) return;
  const { x, y, width, height } = diagram.layout;
  const [left, top] = [x[index] ?? 0, y[index] ?? 0];
  const [right, bottom] = [left + (width[index] ?? 0), top + (height[index] ?? 0)];
  const { effect, share } = planEffect;
  context.strokeStyle = palette(planEffectTokens[effect]);
  context.lineWidth = 2 / viewport.zoom;
  context.strokeRect(left, top, right - left, bottom - top);
  if (effect !== 'goes' || share !== undefined) return;
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
): ItemEffect | undefined {
  const item = diagram.picture.items[index];
  return item === undefined ? undefined : planEffectOfItem(item, planEffects);
}
