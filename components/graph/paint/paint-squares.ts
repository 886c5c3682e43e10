import { cellLook } from '#components/graph/diagram/cell-look.ts';
import { planEffectOfItem } from '#lib/graph/picture/picture';
import type { Frame } from './frame.ts';
import { planEffectTokens } from './paint-plan-effect.ts';

const groundAlpha = 0.28;
const dimmedAlpha = 0.1;

type SquaresFrame = Pick<Frame, 'context' | 'palette' | 'diagram' | 'dimmed' | 'planEffects' | 'now'>;

/** Cells without an outline or a sign: a pale ground where one is not full, and its level in its colour. */
export function paintSquares(frame: SquaresFrame, cells: Iterable<number>): void {
  const { context, palette, diagram, dimmed, planEffects, now } = frame;
  const { x, y, width, height } = diagram.layout;
  let colour = '';
  let alpha = -1;
  for (const index of cells) {
    const item = diagram.picture.items[index];
    const look = cellLook(item, now);
    const effect = item === undefined ? undefined : planEffectOfItem(item, planEffects);
    const nextColour = palette(effect === undefined ? look.token : planEffectTokens[effect]);
    if (nextColour !== colour) {
      colour = nextColour;
      context.fillStyle = nextColour;
    }
    const isDimmed = dimmed[index] === 1;
    const [left, top] = [x[index] ?? 0, y[index] ?? 0];
    const [wide, high] = [width[index] ?? 0, height[index] ?? 0];
    if (isDimmed || look.isHollow || look.level < 1) {
      fill(isDimmed ? dimmedAlpha : groundAlpha, top, high);
    }
    if (!isDimmed && !look.isHollow) fill(look.strength, top + high * (1 - look.level), high * look.level);

    function fill(next: number, from: number, tall: number): void {
      if (next !== alpha) {
        alpha = next;
        context.globalAlpha = next;
      }
      context.fillRect(left, from, wide, tall);
    }
  }
  context.globalAlpha = 1;
}
