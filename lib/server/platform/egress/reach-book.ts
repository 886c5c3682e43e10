import type { Reach } from './address-policy.ts';
import { classifyAddress, literalAddress } from './address-policy.ts';

/** Remembers what was really dialled for each name. */
export type HostClassCache = {
  readonly note: (hostname: string, reach: Reach) => void;
  /** What the registry at this origin is; public as long as nothing is known. */
  readonly of: (origin: string) => Reach;
  /** Whether a name may be dialled at an address of this reach, after all that it has been before. */
  readonly allows: (hostname: string, reach: Reach) => boolean;
};

/**
 * Once public is public for good: a registry cannot become private by changing the address of its name, and so reach
 * what stands beside us (DNS rebinding).
 */
export function createReachBook(): HostClassCache {
  const book = new Map<string, Reach>();
  return {
    note: (hostname, reach) => {
      if (book.get(hostname) !== 'public') book.set(hostname, reach);
    },
    of: (origin) => {
      const { hostname } = new URL(origin);
      const literal = literalAddress(hostname);
      return literal === undefined ? (book.get(hostname) ?? 'public') : classifyAddress(literal);
    },
    allows: (hostname, reach) => reach === 'public' || book.get(hostname) !== 'public',
  };
}
