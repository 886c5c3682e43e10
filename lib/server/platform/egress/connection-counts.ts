import { LRUCache } from 'lru-cache';
import { limits } from '#lib/server/platform/limits';

/** The connections to one origin since the start: each was opened once, and carries one request after the other. */
export type ConnectionCount = {
  readonly opened: number;
  /** Requests that found an open connection. */
  readonly reused: number;
  /** Connections that are open now. */
  readonly open: number;
};

/** Counts connections by the origin that they lead to. */
export type ConnectionCounts = {
  readonly noteRequest: (origin: string) => void;
  /** Gives what is to be called once the connection has closed. */
  readonly noteOpened: (origin: string) => () => void;
  readonly of: (origin: string) => ConnectionCount;
};

/** Counts that begin at nought; of origins asked long ago they are forgotten. */
export function createConnectionCounts(): ConnectionCounts {
  const counts = new LRUCache<string, { requests: number; opened: number; open: number }>({
    max: limits.registryQueuesMax,
  });
  const countOf = (origin: string) => {
    const known = counts.get(origin);
    if (known !== undefined) return known;
    const count = { requests: 0, opened: 0, open: 0 };
    counts.set(origin, count);
    return count;
  };
  return {
    noteRequest: (origin) => {
      countOf(origin).requests += 1;
    },
    noteOpened: (origin) => {
      const count = countOf(origin);
      count.opened += 1;
      count.open += 1;
      return () => {
        count.open -= 1;
      };
    },
    of: (origin) => {
      const { requests, opened, open } = counts.get(origin) ?? { requests: 0, opened: 0, open: 0 };
      // A connection whose request was called off before it was sent has carried none.
      return { opened, reused: Math.max(0, requests - opened), open };
    },
  };
}
