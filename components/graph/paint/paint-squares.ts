import { cellLooks } from '#components/graph/diagram/cell-look.ts';
import { planEffectOfItem } from '#lib/graph/picture/picture';
import type { Frame } from './frame.ts';
import { planEffectTokens } from './paint-plan-effect.ts';

const groundAlpha = 0.28;
const dimmedAlpha = 0.1;

type SquaresFrame = Pick<Frame, 'diagram' | 'dimmed' | 'planEffects' | 'now'>;

/** Fills a rectangle of the world, from its left upper corner, with the colour of a CSS variable. */
type FillSquare = (
  left: number,
  top: number,
  width: number,
  height: number,
  token: string,
  alpha: number,
) => void;

/** Cells without an outline or a sign: a pale ground where one is not full, and its level in its colour. */
export function fillSquares(frame: SquaresFrame, cells: Iterable<number>, fill: FillSquare): void {
  const { diagram, dimmed, planEffects, now } = frame;
  const { layout, picture } = diagram;
  const lookAt = cellLooks(picture, now);
  for (const index of cells) {
    const look = lookAt(index);
    const item = planEffects === undefined ? undefined : picture.items[index];
    const effect = item === undefined ? undefined : planEffectOfItem(item, planEffects);
    const token = effect === undefined ? look.token : planEffectTokens[effect.effect];
    const left = layout.x[index] ?? 0;
    const top = layout.y[index] ?? 0;
    const width = layout.width[index] ?? 0;
    const height = layout.height[index] ?? 0;
    const isDimmed = dimmed[index] === 1;
    const level = isDimmed || look.isHollow ? 0 : look.level;
    const filled = height * level;
    if (level < 1) fill(left, top, width, height - filled, token, isDimmed ? dimmedAlpha : groundAlpha);
    if (level > 0) fill(left, top + height - filled, width, filled, token, strengthOver(look));
  }
}

/** The colour of the level, over the pale ground where there is one. */
function strengthOver({ strength, level }: { readonly strength: number; readonly level: number }): number {
  return level < 1 ? 1 - (1 - groundAlpha) * (1 - strength) : strength;
}

/** The same, drawn one by one. */
export function paintSquares(frame: Frame, cells: Iterable<number>): void {
  const { context, palette } = frame;
  let colour = '';
  let opacity = -1;
  fillSquares(frame, cells, (left, top, width, height, token, alpha) => {
    const next = palette(token);
    // Setting a colour costs more than filling with it.
    if (next !== colour) context.fillStyle = next;
    if (alpha !== opacity) context.globalAlpha = alpha;
    colour = next;
    opacity = alpha;
    context.fillRect(left, top, width, height);
  });
  context.globalAlpha = 1;
}
