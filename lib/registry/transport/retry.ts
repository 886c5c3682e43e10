import type { Delay } from '#lib/async/timeout';
import type { RegistryLimits } from '#lib/registry/limits';
import { hasTrait } from '#lib/registry/registry-error';
import { BreakerOpen } from './breaker.ts';

/** The sources of time and chance, so that tests have none. */
export type RetryClock = {
  readonly random: () => number;
  readonly delay: Delay;
  readonly now: () => number;
};

/** Tries something safe again while it is worth it; rejects with the last error. */
export type Retry = <T>(
  attempt: () => Promise<T>,
  signal: AbortSignal | undefined,
  /** `waits`: the work itself may be long, so that only the waits between are counted against the budget. */
  budget?: 'all' | 'waits',
) => Promise<T>;

type RetryLimits = Pick<RegistryLimits, 'attemptsMax' | 'retryBaseMs' | 'retryCapMs' | 'retryBudgetMs'>;

// A tenth of all requests: each success pays for a tenth of a retry, and ten retries are saved at most.
const retriesPerSuccess = 0.1;
const savedRetries = 10;

/**
 * Retries for one registry. Faults of the registry and 429 are tried again, with exponential waits and jitter; a
 * `Retry-After` is kept exactly when it fits the budget, and the error handed on when it does not. Across all requests at
 * most a tenth are retries, so that a registry which is down is not asked four times as much as one which is up.
 */
export function createRetry(limits: RetryLimits, clock: RetryClock): Retry {
  let saved = savedRetries;
  return async (attempt, signal, budget = 'all') => {
    const startedAt = clock.now();
    let waitedMs = 0;
    for (let attempts = 1; ; attempts++) {
      try {
        const result = await attempt();
        saved = Math.min(savedRetries, saved + retriesPerSuccess);
        return result;
      } catch (error) {
        const waitMs = waitBefore(error, attempts, limits, clock.random);
        const elapsedMs = budget === 'waits' ? waitedMs : clock.now() - startedAt;
        if (waitMs === undefined || attempts >= limits.attemptsMax || saved < 1) throw error;
        if (elapsedMs + waitMs > limits.retryBudgetMs) throw error;
        saved -= 1;
        waitedMs += waitMs;
        await clock.delay(waitMs, signal);
      }
    }
  };
}

/** Milliseconds to wait after so many attempts; undefined when another one would not help. */
function waitBefore(
  error: unknown,
  attempts: number,
  limits: RetryLimits,
  random: () => number,
): number | undefined {
  if (!hasTrait(error, 'passing') || error instanceof BreakerOpen) return undefined;
  // https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
  if (error.retryAfterSeconds !== undefined) return error.retryAfterSeconds * 1000;
  const ceiling = Math.min(limits.retryCapMs, limits.retryBaseMs * 2 ** (attempts - 1));
  // Full jitter may collapse to nothing, which is no way to answer "slow down": throttling keeps half.
  return hasTrait(error, 'overload') ? ceiling / 2 + random() * (ceiling / 2) : random() * ceiling;
}
