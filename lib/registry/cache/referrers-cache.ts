import { LRUCache } from 'lru-cache';
import { createSingleFlight } from '#lib/async/single-flight';
import { nextTurn } from '#lib/async/slices';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { ReferrersOptions } from '#lib/registry/calls/list-referrers';
import { fixedLimits } from '#lib/registry/limits';
import type { ReferrersResult } from '#lib/registry/registry-client';

type Descriptors = readonly Descriptor[];

/** Remembers where there is no referrers API, and lets identical questions share one answer, page by page. */
export type ReferrersCache = {
  readonly get: (
    repository: string,
    subject: Digest,
    options: ReferrersOptions,
    ask: (options: ReferrersOptions) => Promise<ReferrersResult>,
    /** Called when no request was needed. */
    onHit: () => void,
  ) => Promise<ReferrersResult>;
};

// A gateway routes each repository on its own, so that one may have the API and the next not.
const absenceLimits = { max: fixedLimits.absentApisMax, ttl: fixedLimits.absentApiMs } as const;

/** The cache of one session's connection; `generation` changes with each write. */
export function createReferrersCache(generation: () => number = () => 0): ReferrersCache {
  const absent = new LRUCache<string, ReferrersResult>(absenceLimits);
  const singleFlight = createSingleFlight<ReferrersResult>();
  const flights = new Map<string, ReturnType<typeof createBroadcast>>();

  return {
    get: async (repository, subject, { artifactType, onPage, signal }, ask, onHit) => {
      const absence = absent.get(repository);
      if (absence !== undefined) {
        onHit();
        return absence;
      }
      const key = `${generation()} ${repository}@${subject} ${artifactType ?? ''}`;
      const work = async (shared: AbortSignal) => {
        const pages = createBroadcast();
        flights.set(key, pages);
        const filter = artifactType === undefined ? {} : { artifactType };
        try {
          const result = await ask({ ...filter, onPage: pages.send, signal: shared });
          if (result.support === 'unsupported') absent.set(repository, result);
          return result;
        } finally {
          if (flights.get(key) === pages) flights.delete(key);
        }
      };
      const answer = singleFlight(key, work, { signal, onShared: onHit });
      const stop = onPage === undefined ? undefined : flights.get(key)?.listen(onPage);
      try {
        return await answer;
      } finally {
        stop?.();
      }
    },
  };
}

/** Pages to several listeners; one that comes later gets what came before, a page at each turn of the event loop. */
function createBroadcast() {
  const sent: Descriptors[] = [];
  const listeners = new Set<() => void>();
  return {
    send: (page: Descriptors) => {
      sent.push(page);
      for (const deliver of listeners) deliver();
    },
    listen: (listener: (page: Descriptors) => void) => {
      let position = 0;
      const deliver = () => {
        // While there is more than the newest page, the turns after this one take them one by one.
        const page = sent[position];
        if (page === undefined) return;
        position += 1;
        listener(page);
      };
      const catchUp = async () => {
        while (listeners.has(deliver) && position < sent.length) {
          deliver();
          await nextTurn();
        }
      };
      listeners.add(deliver);
      void catchUp();
      return () => void listeners.delete(deliver);
    },
  };
}
