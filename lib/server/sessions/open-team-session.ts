import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ProblemError } from '#lib/api/problems/problem-error';
import { rightsOf } from '#lib/roles/rights';
import { getLog } from '#lib/server/platform/log';
import { problemError } from '#lib/server/platform/problem-error';
import type { CredentialStore } from './credentials/credential-store.ts';
import { teamLimits } from './limits.ts';
import type { SessionSecrets } from './sealing/session-secrets.ts';
import { formatSecrets, parseSecrets } from './sealing/session-secrets.ts';
import { refreshServiceAccounts } from './service-accounts.ts';
import type { Session } from './session.ts';
import type { StoredSession } from './session-store.ts';
import { getIdentityProvider } from './team-provider.ts';
import { sealerFor, sharedSettings } from './team-sealers.ts';
import { getTeamStores, lookUpSession } from './team-stores.ts';

/** A session as this process has opened it: as long as its row stays the same, its connections stay too. */
type OpenSession = {
  readonly session: Session;
  readonly secrets: SessionSecrets;
  readonly stored: StoredSession;
  readonly cookie: string;
};

const openSessions = new LRUCache<string, OpenSession>({ max: teamLimits.openSessionsMax });

/**
 * The session of a request to an Orrery for a team. Every ten minutes the identity provider is asked whether the person
 * is still signed in there, and to which groups they belong.
 *
 * @throws ProblemError `sign-in-needed`, `provider-unavailable`, `store-unavailable`
 */
export async function openTeamSession(request: Request): Promise<Session> {
  const { session } = await open(request);
  await refreshServiceAccounts();
  return session;
}

/** What of a session this process has unsealed. Throws as {@link openTeamSession} does. */
export async function secretsOf(request: Request): Promise<Pick<OpenSession, 'secrets' | 'stored'>> {
  return await open(request);
}

/**
 * Changes the credentials of a session in its row, so that every replica has them. Throws as {@link openTeamSession} does.
 */
export async function changeTeamCredentials(
  request: Request,
  change: (credentials: CredentialStore) => void,
): Promise<void> {
  for (;;) {
    const { secrets, stored, cookie } = await open(request);
    const credentials = secrets.credentials.copy();
    change(credentials);
    if (await store(stored, cookie, { ...secrets, credentials })) return;
    // Another request of this person has changed it in between: once more on what is there now.
  }
}

async function open(request: Request): Promise<OpenSession> {
  const found = await lookUpSession(request.headers.get('cookie'));
  if (found.kind === 'unavailable') throw storeUnavailable();
  if (found.kind === 'none') throw signInNeeded();
  const { stored, cookie } = found;
  const known = openSessions.get(stored.key);
  const opened = known?.stored.version === stored.version ? known : await unseal(stored, cookie);
  if (opened === undefined) throw signInNeeded();
  openSessions.set(stored.key, opened);
  return await refreshWhenDue(opened, stored);
}

async function unseal(stored: StoredSession, cookie: string): Promise<OpenSession | undefined> {
  const unsealed = sealerFor(cookie, 'session').unseal(stored.sealed, stored.key);
  if (unsealed === undefined) {
    // Sealed with a key that is gone: nobody can use it any more.
    await getTeamStores().sessions.end(stored.key);
    return undefined;
  }
  const secrets = parseSecrets(unsealed.text);
  // The next request finds it sealed with the key of today; another one may have been first.
  if (unsealed.isOld) await store(stored, cookie, secrets);
  return { session: toSession(stored, secrets), secrets, stored, cookie };
}

function toSession(stored: StoredSession, { credentials }: SessionSecrets): Session {
  const { issuer, subject, name, email, groups, authenticatedAt, endsAt } = stored;
  const rights = rightsOf(groups, sharedSettings().roles);
  const owner = personKey({ issuer, subject });
  return { credentials, owner, user: { name, email, rights, authenticatedAt, endsAt } };
}

/** What a person of a team is called in what they leave behind, however their name changes. */
export function personKey({ issuer, subject }: Pick<StoredSession, 'issuer' | 'subject'>): string {
  const person = createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url');
  return `person-${person}`;
}

async function store(stored: StoredSession, cookie: string, secrets: SessionSecrets): Promise<boolean> {
  const { groups } = stored;
  const sealed = sealerFor(cookie, 'session').seal(formatSecrets(secrets), stored.key);
  return await getTeamStores().sessions.update(stored.key, stored.version, { sealed, groups });
}

async function refreshWhenDue(opened: OpenSession, stored: StoredSession): Promise<OpenSession> {
  const { refreshToken } = opened.secrets;
  const { sessions, now } = getTeamStores();
  const isDue = now() - stored.refreshedAt > teamLimits.groupsAgeMs;
  if (!isDue || refreshToken === undefined) return opened;
  // Whoever comes meanwhile goes on with what is known; a refresh token may be used once only.
  if (!(await sessions.claimRefresh(stored.key, teamLimits.groupsAgeMs))) return opened;
  const fresh = await refresh(refreshToken, stored.key);
  if (fresh === undefined) {
    await sessions.end(stored.key);
    throw signInNeeded();
  }
  const secrets = {
    credentials: opened.secrets.credentials,
    idToken: fresh.idToken ?? opened.secrets.idToken,
    refreshToken: fresh.refreshToken ?? refreshToken,
  };
  return await storeRefreshed(
    opened,
    { ...stored, groups: fresh.identity?.groups ?? stored.groups },
    secrets,
  );
}

/** Keeps what a refresh has brought: the token before it is worth nothing any more, so that this must not get lost. */
async function storeRefreshed(
  { cookie }: OpenSession,
  refreshed: StoredSession,
  secrets: SessionSecrets,
): Promise<OpenSession> {
  if (await store(refreshed, cookie, secrets)) {
    const stored = { ...refreshed, version: refreshed.version + 1 };
    const renewed = { session: toSession(stored, secrets), secrets, stored, cookie };
    openSessions.set(stored.key, renewed);
    return renewed;
  }
  // Another request has changed the credentials meanwhile: those are the newest.
  const found = await getTeamStores().sessions.find(refreshed.key, teamLimits.idleMs);
  const newest = found === undefined ? undefined : await unseal(found, cookie);
  if (newest === undefined) throw signInNeeded();
  const { credentials } = newest.secrets;
  return await storeRefreshed(
    newest,
    { ...newest.stored, groups: refreshed.groups },
    { ...secrets, credentials },
  );
}

async function refresh(refreshToken: string, key: string) {
  try {
    return await getIdentityProvider().refresh(refreshToken);
  } catch (err) {
    getLog().warn({ err }, 'the identity provider could not be asked');
    await getTeamStores().sessions.releaseRefresh(key);
    throw providerUnavailable(err);
  }
}

/** The problem of who is not signed in, or no longer. */
function signInNeeded(): ProblemError {
  return problemError('sign-in-needed', 'You are not signed in to this Orrery.');
}

/** The problem of an identity provider that does not answer as one. */
export function providerUnavailable(cause: unknown): ProblemError {
  const { host } = new URL(sharedSettings().provider.issuer);
  const detail = `${host} cannot be asked.`;
  return problemError('provider-unavailable', detail, { retryAfterSeconds: 10, cause });
}

function storeUnavailable(): ProblemError {
  return problemError('store-unavailable', 'The database does not answer.', { retryAfterSeconds: 5 });
}
