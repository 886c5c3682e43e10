import type { Check } from '#lib/graph/check';
import type { Stroke } from './check-shapes.ts';
import { checkShapes } from './check-shapes.ts';
import { StrokeIcon } from './stroke-icon.tsx';

/** The text colour of each state; its shape and its word say the same. */
export const checkColours = {
  present: 'text-signature',
  valid: 'text-ok',
  matches: 'text-ok',
  failed: 'text-bad',
  'cannot-check': 'text-warn',
} as const satisfies Record<Check['state'], string>;

type CheckIconProps = {
  readonly state: Check['state'];
  /** Replaces the state's own colour. */
  readonly colour?: string;
  /** Height in CSS pixels. */
  readonly size?: number;
};

/** What a check came to, as a shape. */
export function CheckIcon({ state, colour = checkColours[state], size = 16 }: CheckIconProps) {
  const strokes: readonly Stroke[] = checkShapes[state];
  return (
    <StrokeIcon size={size} strokeWidth={1.4} className={colour} isWide={state === 'matches'}>
      {strokes.map(({ path, colour: part, isFilled, width }) => (
        <path
          key={path}
          d={path}
          {...(isFilled ? { fill: 'currentColor' } : {})}
          {...(part === 'ground' ? { stroke: 'var(--raised)' } : {})}
          {...(width === undefined ? {} : { strokeWidth: width })}
        />
      ))}
    </StrokeIcon>
  );
}
