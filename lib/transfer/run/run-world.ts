import type { Delay } from '#lib/registry/transport/retry';
import { delayByTimer } from '#lib/registry/transport/retry';

/** The sources of time and chance in a run, so that tests have none. */
export type RunWorld = {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly delay: Delay;
  readonly random: () => number;
  readonly uuid: () => string;
  /** Hears of errors that are nobody's answer: bugs, a full disk. */
  readonly onError: (error: unknown) => void;
};

export const runWorld: RunWorld = {
  now: () => performance.now(),
  delay: delayByTimer,
  random: Math.random,
  uuid: () => crypto.randomUUID(),
  onError: () => {},
};
