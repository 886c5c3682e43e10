import type { RegistryLimits } from '#lib/registry/limits';
import { RegistryError } from '#lib/registry/registry-error';

/** The answer in place of a request that was not sent: the registry is given time to recover. */
export class BreakerOpen extends RegistryError {}

/** One request's leave to be sent; `end` is called once, with how it went. */
export type BreakerCall = { readonly end: (outcome: 'answered' | 'failed' | 'left') => void };

/** Stops asking a registry that is down: `enter` throws while it does. */
export type Breaker = {
  /** `isShort`: it is over soon, so that others may wait for it where it is the one request that goes to see. */
  readonly enter: (isShort?: boolean) => BreakerCall;
  /** Throws where `enter` would, and sends nobody. */
  readonly check: () => void;
  /** Resolves when the short request that has gone to see is over; undefined while there is none. */
  readonly probe: () => Promise<void> | undefined;
};

type Numbers = Pick<
  RegistryLimits,
  'breakerFailuresMax' | 'breakerCallsMin' | 'breakerWindowMs' | 'breakerPauseMs'
>;
type Call = { readonly atMs: number; readonly failed: boolean };

const failedShare = 0.5;
const droppedMax = 1_000;

/**
 * A circuit breaker: after some failures in a row, or half of many lately, nothing is sent for a while, then one request
 * to see; its answer closes the breaker and its failure starts the pause again. Answers to requests that were sent
 * before the breaker opened say nothing about now, and change nothing.
 */
export function createBreaker(registry: string, limits: Numbers, now: () => number): Breaker {
  const { breakerFailuresMax, breakerCallsMin, breakerWindowMs, breakerPauseMs } = limits;
  const recent = createRecent(breakerWindowMs, now);
  let inARow = 0;
  let era = 0;
  let why: string | undefined;
  let pausedUntil = 0;
  let isProbing = false;
  let probe: PromiseWithResolvers<void> | undefined;

  const open = (reason: string) => {
    why = reason;
    pausedUntil = now() + breakerPauseMs;
    isProbing = false;
    era += 1;
    recent.clear();
    inARow = 0;
  };

  const close = () => {
    why = undefined;
    isProbing = false;
    era += 1;
  };

  const note = (failed: boolean) => {
    inARow = failed ? inARow + 1 : 0;
    const { calls, failures } = recent.note(failed);
    if (inARow >= breakerFailuresMax) open(`has failed ${inWords(inARow)} times in a row`);
    else if (failed && calls >= breakerCallsMin && failures >= calls * failedShare)
      open(`has failed ${failures} of the last ${calls} times`);
  };

  const check = () => {
    if (why === undefined || (!isProbing && now() >= pausedUntil)) return;
    throw paused(registry, why, pausedUntil - now());
  };

  return {
    check,
    probe: () => probe?.promise,
    enter: (isShort = false) => {
      check();
      const isProbe = why !== undefined;
      isProbing = isProbe;
      if (isProbe && isShort) probe = Promise.withResolvers();
      const entered = era;
      return {
        end: (outcome) => {
          if (entered !== era) return;
          if (!isProbe) return outcome === 'left' ? undefined : note(outcome === 'failed');
          if (outcome === 'answered') close();
          else if (outcome === 'failed') open(why ?? 'has failed');
          else isProbing = false;
          probe?.resolve();
          probe = undefined;
        },
      };
    },
  };
}

/** Counts the calls of the last while. Each is added and dropped once: a walk sends thousands a second through here. */
function createRecent(windowMs: number, now: () => number) {
  let calls: Call[] = [];
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
      if (first > droppedMax) {
        calls = calls.slice(first);
        first = 0;
      }
      return { calls: calls.length - first, failures };
    },
  };
}

function paused(registry: string, why: string, leftMs: number): BreakerOpen {
  const seconds = Math.max(1, Math.ceil(leftMs / 1000));
  const message = `${registry} ${why}; it is asked again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  return new BreakerOpen('unavailable', registry, message, { retryAfterSeconds: seconds });
}

function inWords(count: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five'][count] ?? String(count);
}
