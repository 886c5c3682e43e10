import { LRUCache } from 'lru-cache';
import type { Delay } from '#lib/async/timeout';
import { delay } from '#lib/async/timeout';
import type { RateLimit } from '#lib/oci/request-usage';
import type { Fetch } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { parseRateLimit } from '#lib/registry/transport/rate-limit-tracker';
import { inventoryLimits } from './limits.ts';

/** The requests of scans, to each registry at its pace. */
export type ScanPace = {
  /** The same requests, one after the other at the pace. */
  readonly slow: (registry: string, fetch: Fetch) => Fetch;
  /** Requests that were sent to a registry since the start. */
  readonly sent: (registry: string) => number;
};

type Clock = { readonly now: () => number; readonly delay: Delay };

/** `allowed`: what the registry said last of the requests that it still allows, and when. */
type Paced = { nextAt: number; sent: number; allowed?: { readonly rate: RateLimit; readonly at: number } };

const monotonic: Clock = { now: () => performance.now(), delay };

/**
 * A pace of so many requests in a second, with what a registry says of its own limits: before the last fifth of them is
 * used up, scans stop, so that people still get theirs.
 */
export function createScanPace(requestsPerSecond: number, { now, delay: wait }: Clock = monotonic): ScanPace {
  const registries = new LRUCache<string, Paced>({ max: inventoryLimits.pacedRegistriesMax });
  const pacedOf = (registry: string) => {
    const paced = registries.get(registry) ?? { nextAt: 0, sent: 0 };
    registries.set(registry, paced);
    return paced;
  };
  return {
    sent: (registry) => registries.get(registry)?.sent ?? 0,
    slow: (registry, fetch) => async (url, request) => {
      const paced = pacedOf(registry);
      refuseLast(registry, paced, now());
      const at = Math.max(now(), paced.nextAt);
      paced.nextAt = at + 1_000 / requestsPerSecond;
      if (at > now()) await wait(at - now(), request.signal);
      paced.sent += 1;
      const response = await fetch(url, request);
      const rate = request.purpose === 'registry' ? parseRateLimit(response.headers) : undefined;
      if (rate !== undefined) paced.allowed = { rate, at: now() };
      return response;
    },
  };
}

function refuseLast(registry: string, paced: Paced, now: number): void {
  if (paced.allowed === undefined) return;
  const { rate, at } = paced.allowed;
  if (rate.remaining > rate.limit * inventoryLimits.leftToPeople) return;
  const seconds = Math.ceil((rate.windowSeconds ?? inventoryLimits.windowSeconds) - (now - at) / 1_000);
  if (seconds <= 0) return;
  const message = `${registry} allows ${rate.remaining} more of ${rate.limit} requests, and those are left to people.`;
  throw new RegistryError('rate-limited', registry, message, { retryAfterSeconds: seconds });
}
