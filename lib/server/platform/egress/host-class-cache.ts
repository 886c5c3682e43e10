import { LRUCache } from 'lru-cache';
import { limits } from '#lib/server/platform/limits';
import type { Reach } from './address-policy.ts';
import { classifyAddress, literalAddress } from './address-policy.ts';

/** Remembers for each host name the class of the address that was really dialled. */
export type HostClassCache = {
  readonly note: (hostname: string, reach: Reach) => void;
  /** The class of the registry at this origin; public as long as nothing is known. */
  readonly of: (origin: string) => Reach;
  /** Whether a name may be dialled at an address of this class, after all that it has been before. */
  readonly allows: (hostname: string, reach: Reach) => boolean;
};

/**
 * An empty cache. A name that was public once stays public: a registry cannot become private by changing the address of
 * its name, and so reach what stands beside us (DNS rebinding).
 */
export function createHostClassCache(): HostClassCache {
  const classes = new LRUCache<string, Reach>({ max: limits.hostClassesMax });
  return {
    note: (hostname, reach) => {
      if (classes.get(hostname) !== 'public') classes.set(hostname, reach);
    },
    of: (origin) => {
      const { hostname } = new URL(origin);
      const literal = literalAddress(hostname);
      return literal === undefined ? (classes.get(hostname) ?? 'public') : classifyAddress(literal);
    },
    allows: (hostname, reach) => reach === 'public' || classes.get(hostname) !== 'public',
  };
}
