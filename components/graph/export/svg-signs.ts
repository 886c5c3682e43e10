import type { ThemeColours } from '#components/graph/paint/theme-colours.ts';
import type { Stroke } from '#components/ui/check-shapes.ts';
import { checkShapes, checkTokens } from '#components/ui/check-shapes.ts';
import { kindShapes } from '#components/ui/kind-shapes.ts';
import type { Check } from '#lib/graph/check';
import type { Kind } from '#lib/oci/kind';
import { round } from './svg-text.ts';

type Place = { readonly x: number; readonly y: number; readonly size: number };

/** The sign of a kind, as the screen shows it: a signature has that of its check, and what failed is red. */
export function writeSign(
  kind: Kind,
  check: Check['state'] | undefined,
  place: Place,
  palette: ThemeColours,
): string {
  if (kind === 'signature' && check !== undefined) return writeCheck(check, place, palette);
  const [token, path] = kindShapes[kind];
  return writeStrokes([{ path }], palette(check === 'failed' ? 'bad' : token), place, palette);
}

/** The shield of a check. */
export function writeCheck(state: Check['state'], place: Place, palette: ThemeColours): string {
  return writeStrokes(checkShapes[state], palette(checkTokens[state]), place, palette);
}

function writeStrokes(
  strokes: readonly Stroke[],
  own: string,
  { x, y, size }: Place,
  palette: ThemeColours,
): string {
  const parts = strokes.map(({ path, colour, isFilled, width = 1.4 }) => {
    const line = colour === 'ground' ? palette('raised') : own;
    return `<path d="${path}" fill="${isFilled ? own : 'none'}" stroke="${width === 0 ? 'none' : line}" stroke-width="${width}" stroke-linejoin="round"/>`;
  });
  return `<g transform="translate(${round(x)} ${round(y)}) scale(${round(size / 16)})">${parts.join('')}</g>`;
}
