import { LRUCache } from 'lru-cache';
import { getLog } from '#lib/server/platform/log';
import { getMetrics } from '#lib/server/platform/metrics';
import { processGlobal } from '#lib/server/platform/process-global';
import { teamLimits } from './limits.ts';
import { cookieKey, readCookie, teamCookies } from './sealing/cookies.ts';
import type { ServiceAccountStore } from './service-account-store.ts';
import type { OnceStore, SessionStore, StoredSession } from './session-store.ts';

/** Where the sessions of a team and its accounts at registries are kept, for all replicas. */
export type TeamStores = {
  readonly sessions: SessionStore;
  readonly once: OnceStore;
  readonly accounts: ServiceAccountStore;
  /** Milliseconds since 1970 by the clock of the stores: replicas need not agree on one of their own. */
  readonly now: () => number;
};

/** What there is to a request's cookie. */
export type SessionLookup =
  | {
      readonly kind: 'open';
      readonly stored: StoredSession;
      readonly cookie: string;
      /** The store does not answer: this is what it said a moment ago. */
      readonly isRemembered: boolean;
    }
  | { readonly kind: 'none' }
  /** The store does not answer, and nothing was known a moment ago. */
  | { readonly kind: 'unavailable' };

type Known = { readonly stored: StoredSession; readonly at: number };
type State = { stores?: TeamStores; readonly known: LRUCache<string, Known> };

// The server in front and the route handlers look the same session up, one after the other.
const state = processGlobal(
  'team',
  (): State => ({ known: new LRUCache({ max: teamLimits.openSessionsMax }) }),
);

/** Hands the stores of a team to whoever looks up sessions. */
export function provideTeamStores(stores: TeamStores): void {
  state.stores = stores;
  state.known.clear();
}

/**
 * The stores of a team.
 *
 * @throws Error where no team is served
 */
export function getTeamStores(): TeamStores {
  if (state.stores === undefined) throw new Error('Orrery was started without a store of sessions.');
  return state.stores;
}

/**
 * Looks up the session of a cookie header. The store is asked each time, so that a sign-out on one replica counts on all
 * at once; what it said a moment ago counts only while it does not answer.
 */
export async function lookUpSession(header: string | null | undefined): Promise<SessionLookup> {
  const began = performance.now();
  const found = await lookUp(header);
  const isRemembered = found.kind === 'open' && found.isRemembered;
  getMetrics().countSessionLookUp(isRemembered ? 'remembered' : found.kind, performance.now() - began);
  return found;
}

async function lookUp(header: string | null | undefined): Promise<SessionLookup> {
  const cookie = readCookie(header, teamCookies.session);
  if (cookie === undefined) return { kind: 'none' };
  const key = cookieKey(cookie);
  try {
    const stored = await getTeamStores().sessions.find(key, teamLimits.idleMs);
    if (stored === undefined) {
      state.known.delete(key);
      return { kind: 'none' };
    }
    state.known.set(key, { stored, at: performance.now() });
    return { kind: 'open', stored, cookie, isRemembered: false };
  } catch (err) {
    getLog().error({ err }, 'the store of sessions does not answer');
    const known = state.known.get(key);
    const isRecent = known !== undefined && performance.now() - known.at < teamLimits.sessionMemoryMs;
    return isRecent
      ? { kind: 'open', stored: known.stored, cookie, isRemembered: true }
      : { kind: 'unavailable' };
  }
}
