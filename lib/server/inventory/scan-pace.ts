import { LRUCache } from 'lru-cache';
import type { Delay } from '#lib/async/timeout';
import { delay } from '#lib/async/timeout';
import type { RateLimit } from '#lib/oci/request-usage';
import type { Fetch } from '#lib/registry/fetch';
import { UnsentRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { parseRateLimit } from '#lib/registry/transport/rate-limit-tracker';
import { inventoryLimits } from './limits.ts';

/** The requests of scans, to each registry at its pace. */
export type ScanPace = {
  /** The same requests, one after the other at the pace. */
  readonly slow: (registry: string, fetch: Fetch) => Fetch;
  /** Requests to a registry up to now: of all processes that share the pace, else of this one since its start. */
  readonly sent: (registry: string) => Promise<number>;
};

/**
 * Takes permits for so many requests to a registry, and gives the milliseconds until the first one holds; each further
 * one holds `1000 / perSecond` after the one before.
 */
export type TakePermits = (registry: string, count: number, perSecond: number) => Promise<number>;

/** The permits of all processes that scan; `taken` is how many of a registry were taken up to now. */
type SharedPermits = {
  readonly take: TakePermits;
  readonly taken: (registry: string) => Promise<number>;
};

type Clock = { readonly now: () => number; readonly delay: Delay };

/** `allowed`: what the registry said last of the requests that it still allows, and when. */
type Paced = { sent: number; allowed?: { readonly rate: RateLimit; readonly at: number } };

const monotonic: Clock = { now: () => performance.now(), delay };

/**
 * A pace of so many requests in a second, with what a registry says of its own limits: before the last fifth of them is
 * used up, scans stop, so that people still get theirs. Without `shared` permits this process has its own.
 */
export function createScanPace(
  requestsPerSecond: number,
  shared?: SharedPermits,
  { now, delay: wait }: Clock = monotonic,
): ScanPace {
  const registries = new LRUCache<string, Paced>({ max: inventoryLimits.pacedRegistriesMax });
  const pacedOf = (registry: string) => {
    const paced = registries.get(registry) ?? { sent: 0 };
    registries.set(registry, paced);
    return paced;
  };
  const startOf = permitsFrom(shared?.take ?? ownPermits(now), requestsPerSecond, now);
  return {
    sent: async (registry) =>
      shared === undefined ? (registries.get(registry)?.sent ?? 0) : await shared.taken(registry),
    slow: (registry, fetch) => async (url, request) => {
      const paced = pacedOf(registry);
      refuseLast(registry, paced, now());
      const at = await startOf(registry);
      request.signal?.throwIfAborted();
      const aheadMs = at - now();
      if (aheadMs > 0) await wait(aheadMs, request.signal);
      // Others have learned meanwhile how much is left.
      refuseLast(registry, paced, now());
      paced.sent += 1;
      const response = await fetch(url, request);
      const rate = request.purpose === 'registry' ? parseRateLimit(response.headers) : undefined;
      if (rate !== undefined) paced.allowed = { rate, at: now() };
      return response;
    },
  };
}

type Waiting = { readonly resolve: (at: number) => void; readonly reject: (error: unknown) => void };

/** When each request may be sent. Those that wait at the same time take their permits together, at most for a second. */
function permitsFrom(take: TakePermits, perSecond: number, now: () => number) {
  const waiting = new Map<string, Waiting[]>();
  const atOnce = Math.max(1, Math.floor(perSecond));
  const serve = async (registry: string, queue: Waiting[]) => {
    while (queue.length > 0) {
      const batch = queue.splice(0, atOnce);
      try {
        const first = now() + (await take(registry, batch.length, perSecond));
        for (const [place, { resolve }] of batch.entries()) resolve(first + (place * 1_000) / perSecond);
      } catch (error) {
        // The database is away: the registry has no part in it.
        for (const { reject } of batch) reject(new UnsentRequest(error));
      }
    }
    waiting.delete(registry);
  };
  return (registry: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const queue = waiting.get(registry);
      if (queue !== undefined) return void queue.push({ resolve, reject });
      const begun = [{ resolve, reject }];
      waiting.set(registry, begun);
      void serve(registry, begun);
    });
}

/** Permits that no other process knows of. */
function ownPermits(now: () => number): TakePermits {
  const nextAt = new LRUCache<string, number>({ max: inventoryLimits.pacedRegistriesMax });
  return async (registry, count, perSecond) => {
    const first = Math.max(now(), nextAt.get(registry) ?? 0);
    nextAt.set(registry, first + (count * 1_000) / perSecond);
    return first - now();
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
