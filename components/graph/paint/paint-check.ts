import { itemCheck } from '#components/graph/diagram/item-token.ts';
import type { Check } from '#lib/graph/check';
import type { Frame } from './frame.ts';

type Line = readonly (readonly [x: number, y: number])[];

const tick: Line = [
  [0.18, 0.5],
  [0.42, 0.72],
  [0.82, 0.26],
];

/** What a check came to as lines in a square of one unit: they tell apart what colours alone would not. */
const signs = {
  present: [],
  valid: [tick],
  matches: [
    tick,
    [
      [0.18, 0.94],
      [0.82, 0.94],
    ],
  ],
  failed: [
    [
      [0.22, 0.22],
      [0.78, 0.78],
    ],
    [
      [0.78, 0.22],
      [0.22, 0.78],
    ],
  ],
  'cannot-check': [
    [
      [0.28, 0.34],
      [0.5, 0.16],
      [0.72, 0.34],
      [0.5, 0.54],
      [0.5, 0.66],
    ],
    [
      [0.5, 0.84],
      [0.5, 0.92],
    ],
  ],
} as const satisfies Record<Check['state'], readonly Line[]>;

/** Draws what the check of an item came to on its coloured part, from its left edge: of a card a sixth. */
export function paintCheck({ context, palette, diagram }: Frame, index: number, share = 1 / 6): void {
  const state = itemCheck(diagram.picture.items[index])?.state;
  if (state === undefined || state === 'present') return;
  const { x, y, width, height } = diagram.layout;
  const edge = (width[index] ?? 0) * share;
  const side = Math.min(edge, height[index] ?? 0) * 0.8;
  const left = (x[index] ?? 0) + (edge - side) / 2;
  const top = (y[index] ?? 0) + ((height[index] ?? 0) - side) / 2;
  const lines: readonly Line[] = signs[state];
  context.strokeStyle = palette('raised');
  context.lineWidth = side / 7;
  context.beginPath();
  for (const line of lines)
    line.forEach(([atX, atY], at) => {
      if (at === 0) context.moveTo(left + atX * side, top + atY * side);
      else context.lineTo(left + atX * side, top + atY * side);
    });
  context.stroke();
}
