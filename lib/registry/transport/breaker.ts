import type { RegistryLimits } from '#lib/registry/limits';
import { RegistryError } from '#lib/registry/registry-error';

/** The answer in place of a request that was not sent: the registry is given time to recover. */
export class BreakerOpen extends RegistryError {}

/** One request that may be sent; `end` is called once, with how it went. */
export type BreakerCall = { readonly end: (outcome: 'answered' | 'failed' | 'cancelled') => void };

/** Stops asking a registry that is down. */
export type Breaker = {
  /**
   * `isShort`: it is over soon, so that others may wait for it where it is the probe.
   *
   * @throws BreakerOpen while the registry is given time, or while a probe is under way
   */
  readonly enter: (isShort?: boolean) => BreakerCall;
  /** Throws where `enter` would, and begins nothing. */
  readonly check: () => void;
  /** Resolves when the short probe that is under way is over; undefined while there is none. */
  readonly probe: () => Promise<void> | undefined;
};

type BreakerLimits = Pick<
  RegistryLimits,
  'breakerFailuresMax' | 'breakerCallsMin' | 'breakerWindowMs' | 'breakerPauseMs'
>;

/**
 * A circuit breaker: after some failures in a row, or half of many lately, nothing is sent for a while, then one request
 * as a probe; its answer closes the breaker and its failure starts the pause again. Answers to requests that were sent
 * before the breaker opened say nothing about now, and change nothing.
 */
export function createBreaker(registry: string, limits: BreakerLimits, now: () => number): Breaker {
  const failures = createFailureCounter(limits, now);
  let generation = 0;
  let reason: string | undefined;
  let pausedUntil = 0;
  let isProbing = false;
  let probe: PromiseWithResolvers<void> | undefined;

  const turn = (nextReason: string | undefined) => {
    reason = nextReason;
    if (reason !== undefined) pausedUntil = now() + limits.breakerPauseMs;
    isProbing = false;
    generation += 1;
    failures.clear();
  };
  const check = () => {
    if (reason === undefined || (!isProbing && now() >= pausedUntil)) return;
    throw openError(registry, reason, pausedUntil - now());
  };
  const endProbe: BreakerCall['end'] = (outcome) => {
    if (outcome === 'cancelled') isProbing = false;
    else turn(outcome === 'answered' ? undefined : reason);
    probe?.resolve();
    probe = undefined;
  };
  const endCall: BreakerCall['end'] = (outcome) => {
    if (outcome === 'cancelled') return;
    const reasonToOpen = failures.note(outcome === 'failed');
    if (reasonToOpen !== undefined) turn(reasonToOpen);
  };

  return {
    check,
    probe: () => probe?.promise,
    enter: (isShort = false) => {
      check();
      isProbing = reason !== undefined;
      if (isProbing && isShort) probe = Promise.withResolvers();
      const end = isProbing ? endProbe : endCall;
      const entered = generation;
      return {
        end: (outcome) => {
          if (entered === generation) end(outcome);
        },
      };
    },
  };
}

/** Counts failures in a row and among the calls of the last while; says when they are too many. */
function createFailureCounter(limits: BreakerLimits, now: () => number) {
  const { breakerFailuresMax, breakerCallsMin, breakerWindowMs } = limits;
  const recent = createRecent(breakerWindowMs, now);
  let inARow = 0;
  return {
    clear: () => {
      recent.clear();
      inARow = 0;
    },
    /** Why nothing should be sent any more, as the rest of a sentence; undefined while all is well enough. */
    note: (failed: boolean): string | undefined => {
      inARow = failed ? inARow + 1 : 0;
      const { calls, failures } = recent.note(failed);
      if (inARow >= breakerFailuresMax) return `has failed ${inWords(inARow)} times in a row`;
      const isHalf = failed && calls >= breakerCallsMin && failures * 2 >= calls;
      return isHalf ? `has failed ${failures} of the last ${calls} times` : undefined;
    },
  };
}

type RecentCall = { readonly atMs: number; readonly failed: boolean };

// So many entries are dropped at once: one by one would move the whole list each time.
const dropped = 1_000;

/** The calls of the last while. Each is added and dropped once, since a walk sends thousands a second through here. */
function createRecent(windowMs: number, now: () => number) {
  let calls: RecentCall[] = [];
  let first = 0;
  let failures = 0;
  return {
    clear: () => {
      calls = [];
      first = 0;
      failures = 0;
    },
    note: (failed: boolean) => {
      const atMs = now();
      calls.push({ atMs, failed });
      if (failed) failures += 1;
      for (
        let oldest = calls[first];
        oldest !== undefined && oldest.atMs <= atMs - windowMs;
        oldest = calls[first]
      ) {
        if (oldest.failed) failures -= 1;
        first += 1;
      }
      if (first > dropped) {
        calls = calls.slice(first);
        first = 0;
      }
      return { calls: calls.length - first, failures };
    },
  };
}

function openError(registry: string, reason: string, pauseMs: number): BreakerOpen {
  const seconds = Math.max(1, Math.ceil(pauseMs / 1000));
  const message = `${registry} ${reason}; Orrery tries again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  return new BreakerOpen('unavailable', registry, message, { retryAfterSeconds: seconds });
}

function inWords(count: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five'][count] ?? String(count);
}
