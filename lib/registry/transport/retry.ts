import type { Delay } from '#lib/async/timeout';
import type { RegistryLimits } from '#lib/registry/limits';
import { RegistryError } from '#lib/registry/registry-error';
import { BreakerOpen } from '#lib/registry/transport/breaker';

/** The sources of time and chance, so that tests have none. */
export type RetryClock = {
  readonly random: () => number;
  readonly delay: Delay;
  readonly now: () => number;
};

/** Tries something safe again while it is worth it. */
export type Retry = <T>(
  attempt: () => Promise<T>,
  signal: AbortSignal | undefined,
  /** `waits`: the work itself may be long, so that only the waits between are counted against the budget. */
  budget?: 'all' | 'waits',
) => Promise<T>;

type Numbers = Pick<RegistryLimits, 'attemptsMax' | 'retryBaseMs' | 'retryCapMs' | 'retryBudgetMs'>;

const savedRetries = 10;
const retriesPerSuccess = 0.1;

/**
 * Retries for one registry. What is tried again: faults of the registry and 429, with exponential waits and jitter; a
 * `Retry-After` is kept exactly when it fits the budget, and handed on when it does not. Across all requests at most a
 * tenth are retries, so that a registry which is down is not asked four times as much as one which is up.
 */
export function createRetry(limits: Numbers, clock: RetryClock): Retry {
  let saved = savedRetries;
  return async (attempt, signal, budget = 'all') => {
    const startedAt = clock.now();
    let waitedMs = 0;
    for (let tried = 1; ; tried++) {
      try {
        const result = await attempt();
        saved = Math.min(savedRetries, saved + retriesPerSuccess);
        return result;
      } catch (error) {
        const waitMs = waitBefore(error, tried, limits, clock.random);
        const elapsedMs = budget === 'waits' ? waitedMs : clock.now() - startedAt;
        if (waitMs === undefined || tried >= limits.attemptsMax || saved < 1) throw error;
        if (elapsedMs + waitMs > limits.retryBudgetMs) throw error;
        saved -= 1;
        waitedMs += waitMs;
        await clock.delay(waitMs, signal);
      }
    }
  };
}

function waitBefore(
  error: unknown,
  tried: number,
  limits: Numbers,
  random: () => number,
): number | undefined {
  if (!(error instanceof RegistryError) || error instanceof BreakerOpen) return undefined;
  if (error.code !== 'unavailable' && error.code !== 'rate-limited') return undefined;
  if (error.retryAfterSeconds !== undefined) return error.retryAfterSeconds * 1000;
  const ceiling = Math.min(limits.retryCapMs, limits.retryBaseMs * 2 ** (tried - 1));
  // Full jitter may collapse to nothing, which is no way to answer "slow down": throttling keeps half.
  return error.code === 'rate-limited' ? ceiling / 2 + random() * (ceiling / 2) : random() * ceiling;
}
