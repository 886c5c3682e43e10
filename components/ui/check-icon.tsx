import type { ReactNode } from 'react';
import type { Check } from '#lib/graph/check';
import { StrokeIcon } from './stroke-icon.tsx';

const shield = 'M8 1l6 2v5c0 3.4-2.6 5.8-6 7-3.4-1.2-6-3.6-6-7V3z';

/** A shield for each state. Only what is proven has a tick, and what the policy names is filled and has a person beside it. */
const shapes = {
  present: <path d={shield} />,
  valid: (
    <>
      <path d={shield} />
      <path d="m5.1 7.9 2.1 2.1 3.7-4" strokeWidth={1.7} />
    </>
  ),
  matches: (
    <>
      <path d={shield} fill="currentColor" />
      <path d="m5 7.9 2.2 2.2 3.8-4.2" stroke="var(--raised)" strokeWidth={1.9} />
      <circle cx="18" cy="7.7" r="2.1" fill="currentColor" stroke="none" />
      <path d="M15 14.7c0-2.4 1.2-3.9 3-3.9s3 1.5 3 3.9z" fill="currentColor" stroke="none" />
    </>
  ),
  failed: (
    <path d="M7.3 1.3 2 3v5c0 3.2 2.2 5.4 5.2 6.7M9.3 1.5 14 3v5c0 3.2-2.2 5.4-5.2 6.7M8.9 3.6 6.5 7 9.7 9 7.7 12.4" />
  ),
  'cannot-check': (
    <>
      <path d={shield} />
      <path d="M6.1 6.1c0-2.4 3.8-2.4 3.8 0 0 1.4-1.9 1.5-1.9 2.9M8 11v.9" />
    </>
  ),
} as const satisfies Record<Check['state'], ReactNode>;

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
  return (
    <StrokeIcon size={size} strokeWidth={1.4} className={colour} isWide={state === 'matches'}>
      {shapes[state]}
    </StrokeIcon>
  );
}
