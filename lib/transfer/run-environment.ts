import type { Delay } from '#lib/async/timeout';
import { delay } from '#lib/async/timeout';

/** The clock, chance and error log of a run; tests inject their own. */
export type RunEnvironment = {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly delay: Delay;
  readonly random: () => number;
  readonly uuid: () => string;
  /** Receives errors that no registry sent: bugs, a full disk. */
  readonly onError: (error: unknown) => void;
};

/** The real clock and chance. */
export const runEnvironment: RunEnvironment = {
  now: () => performance.now(),
  delay,
  random: Math.random,
  uuid: () => crypto.randomUUID(),
  onError: () => {},
};
