import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Fetch } from '#lib/registry/fetch';
import type { Rights } from '#lib/roles/rights';
import { limits } from '#lib/server/platform/limits';
import { getServices } from '#lib/server/platform/services';
import type { CredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';

/** Who is signed in to an Orrery for a team. Times are milliseconds since 1970. */
export type SessionUser = {
  readonly name: string;
  readonly email: string | undefined;
  readonly rights: Rights;
  /** When the person last proved who they are. */
  readonly authenticatedAt: number;
  readonly endsAt: number;
};

/** One browser's sign-ins. They never leave this process: no answer holds them, and no page can read the cookie. */
export type Session = {
  readonly credentials: CredentialStore;
  /**
   * Names the session in what it leaves behind, such as plans; kept when it is renewed, and of a person in a team always
   * the same. Empty for nobody's.
   */
  readonly owner: string;
  /** Undefined on one's own machine, where everything is allowed. */
  readonly user?: SessionUser | undefined;
  /** Of a scan, for which nobody waits: how its requests to a registry are slowed down. */
  readonly pace?: (registry: string, fetch: Fetch) => Fetch;
};

/** The id of the person of a session, which stays the same however they are called; undefined on one's own machine. */
export function personIdOf({ owner, user }: Session): string | undefined {
  return user === undefined ? undefined : owner;
}

/** What the person of a session is called in the audit log; undefined on one's own machine. */
export function personNameOf({ user }: Session): string | undefined {
  return user === undefined ? undefined : (user.email ?? user.name);
}

/** Whoever asks an Orrery for a team before signing in: may nothing. */
export const nobody: Session = {
  credentials: createCredentialStore(),
  owner: '',
  user: { name: '', email: undefined, rights: [], authenticatedAt: 0, endsAt: 0 },
};

const anonymous: Session = { credentials: createCredentialStore(), owner: '' };
// By the hash of their ids: the time of a look-up then says nothing about ids that exist.
const signedIn = new LRUCache<string, Session>({
  max: limits.sessionsMax,
  ttl: limits.sessionIdleMs,
  updateAgeOnGet: true,
});

/**
 * The session that a request belongs to on one's own machine; all requests without one share the session of nobody. In a
 * team it gives nobody any rights: there `authorize` opens sessions, and whatever goes past it must not get further.
 */
export function sessionOf(request: { readonly headers: Pick<Headers, 'get'> }): Session {
  if (getServices().settings.shared !== undefined) return nobody;
  const id = readCookie(request.headers.get('cookie') ?? '');
  return (id === undefined ? undefined : signedIn.get(hash(id))) ?? anonymous;
}

/**
 * A session with what the old one had, under an id that nobody knew before: whoever planted or saw the old id gains
 * nothing by the sign-in (session fixation). `cookie` is the value of `Set-Cookie`.
 */
export function renewSession(request: Request): { readonly session: Session; readonly cookie: string } {
  const id = randomBytes(32).toString('base64url');
  const old = sessionOf(request);
  const session: Session = { credentials: old.credentials.copy(), owner: old.owner || randomUUID() };
  signedIn.delete(hash(readCookie(request.headers.get('cookie') ?? '') ?? ''));
  signedIn.set(hash(id), session);
  return { session, cookie: `${cookieName()}=${id}; Path=/; HttpOnly; SameSite=Strict` };
}

function hash(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

function readCookie(header: string): string | undefined {
  const name = `${cookieName()}=`;
  const found = header.split(';').find((pair) => pair.trim().startsWith(name));
  return found?.trim().slice(name.length);
}

// Cookies do not tell ports apart: two Orreries on one machine would sign each other out.
function cookieName(): string {
  return `orrery-${getServices().settings.port}`;
}
