import { LRUCache } from 'lru-cache';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { ReferrersAnswer, ReferrersOptions } from '#lib/registry/calls/list-referrers';
import type { ReferrersResult } from '#lib/registry/registry-client';
import { createShare } from '#lib/registry/transport/share';

type Descriptors = readonly Descriptor[];

/** Remembers where there is no referrers API, and lets identical questions share one answer, page by page. */
export type ReferrersMemory = {
  readonly get: (
    repository: string,
    subject: Digest,
    options: ReferrersOptions,
    ask: (options: ReferrersOptions) => Promise<ReferrersAnswer>,
    /** Called when no request was needed. */
    onHit: () => void,
  ) => Promise<ReferrersResult>;
};

// A gateway routes each repository on its own, so that one may have the API and the next not.
const absenceKept = { max: 1000, ttl: 10 * 60 * 1000 } as const;

/** The memory of one session's connection; `isRead` says whether a subject is known to exist, `era` when it was changed. */
export function createReferrersMemory(
  isRead: (repository: string, subject: Digest) => boolean,
  era: () => number = () => 0,
): ReferrersMemory {
  const absent = new LRUCache<string, ReferrersResult>(absenceKept);
  const share = createShare<ReferrersResult>();
  const flights = new Map<string, ReturnType<typeof createBroadcast>>();

  return {
    get: async (repository, subject, { artifactType, onPage, signal }, ask, onHit) => {
      const known = absent.get(repository);
      if (known !== undefined) {
        onHit();
        return known;
      }
      const key = `${era()} ${repository}@${subject} ${artifactType ?? ''}`;
      let isFirst = false;
      const answer = share(key, signal, async (shared) => {
        isFirst = true;
        const pages = createBroadcast();
        flights.set(key, pages);
        const filter = artifactType === undefined ? {} : { artifactType };
        try {
          const { result, lasting } = await ask({ ...filter, onPage: pages.send, signal: shared });
          const isSure = lasting || isRead(repository, subject);
          if (result.support === 'unsupported' && isSure) absent.set(repository, result);
          return result;
        } finally {
          if (flights.get(key) === pages) flights.delete(key);
        }
      });
      const stop = onPage === undefined ? undefined : flights.get(key)?.listen(onPage);
      try {
        return await answer;
      } finally {
        stop?.();
        if (!isFirst) onHit();
      }
    },
  };
}

/** Pages to several listeners; who comes later hears at once what came before. */
function createBroadcast() {
  const sent: Descriptors[] = [];
  const listeners = new Set<(page: Descriptors) => void>();
  return {
    send: (page: Descriptors) => {
      sent.push(page);
      for (const listener of listeners) listener(page);
    },
    listen: (listener: (page: Descriptors) => void) => {
      for (const page of sent) listener(page);
      // Its own function, so that one who listens twice hears twice.
      const own = (page: Descriptors) => listener(page);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
