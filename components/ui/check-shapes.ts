import type { Check } from '#lib/graph/check';

/** One stroke of a sign, in a square of 16. */
export type Stroke = {
  readonly path: string;
  /** `ground`: cut out of what is filled below it. */
  readonly colour?: 'ground';
  readonly isFilled?: true;
  /** Undefined for that of the whole sign. */
  readonly width?: number;
};

const shield = 'M8 1l6 2v5c0 3.4-2.6 5.8-6 7-3.4-1.2-6-3.6-6-7V3z';

/** A shield for each state. Only what is proven has a tick, and what the policy names is filled and has a person beside it. */
export const checkShapes = {
  present: [{ path: shield }],
  valid: [{ path: shield }, { path: 'm5.1 7.9 2.1 2.1 3.7-4', width: 1.7 }],
  matches: [
    { path: shield, isFilled: true },
    { path: 'm5 7.9 2.2 2.2 3.8-4.2', colour: 'ground', width: 1.9 },
    { path: 'M15.9 7.7a2.1 2.1 0 1 0 4.2 0 2.1 2.1 0 1 0-4.2 0z', isFilled: true, width: 0 },
    { path: 'M15 14.7c0-2.4 1.2-3.9 3-3.9s3 1.5 3 3.9z', isFilled: true, width: 0 },
  ],
  failed: [
    {
      path: 'M7.3 1.3 2 3v5c0 3.2 2.2 5.4 5.2 6.7M9.3 1.5 14 3v5c0 3.2-2.2 5.4-5.2 6.7M8.9 3.6 6.5 7 9.7 9 7.7 12.4',
    },
  ],
  'cannot-check': [{ path: shield }, { path: 'M6.1 6.1c0-2.4 3.8-2.4 3.8 0 0 1.4-1.9 1.5-1.9 2.9M8 11v.9' }],
} as const satisfies Record<Check['state'], readonly Stroke[]>;

/** The CSS variable of the colour of each state; its shape and its word say the same. */
export const checkTokens = {
  present: 'signature',
  valid: 'ok',
  matches: 'ok',
  failed: 'bad',
  'cannot-check': 'warn',
} as const satisfies Record<Check['state'], string>;
