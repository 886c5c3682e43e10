import { RegistryError } from '#lib/registry/registry-error';
import { networkOf } from '#lib/server/platform/address-range';
import { getLog } from '#lib/server/platform/log';
import { problemError } from '#lib/server/platform/problem-error';
import { createSharedRateLimit } from '#lib/server/platform/shared-rate-limit';
import type { CredentialStore } from './credentials/credential-store.ts';
import { createCredentialStore } from './credentials/credential-store.ts';
import { teamLimits } from './limits.ts';
import { personKey, providerUnavailable, secretsOf } from './open-team-session.ts';
import type { ProviderIdentity } from './provider/identity.ts';
import type { FinishedLogin } from './provider/identity-provider.ts';
import type { PendingLogin } from './provider/pending-login.ts';
import { parseLogin } from './provider/pending-login.ts';
import { providerRefusal } from './provider/provider-refusal.ts';
import { cookieKey, newCookieValue, readCookie, teamCookie, teamCookies } from './sealing/cookies.ts';
import { formatSecrets } from './sealing/session-secrets.ts';
import type { Session } from './session.ts';
import { getIdentityProvider } from './team-provider.ts';
import { sealerFor } from './team-sealers.ts';
import { getTeamStores } from './team-stores.ts';

const secondMs = 1_000;

/** Where a browser goes next, and the cookies that it gets on the way. */
type Leads = { readonly location: string; readonly cookies: readonly string[] };

const attempt = createSharedRateLimit('sign-in', {
  max: teamLimits.loginsMax,
  perMs: teamLimits.loginsPerMs,
});

/**
 * Begins a sign-in: what must be found again at its end is sealed with a cookie of this browser.
 *
 * @throws ProblemError `sign-in-limited`, `provider-unavailable`
 */
export async function beginSignIn(
  wish: Pick<PendingLogin, 'isFresh' | 'target'>,
  clientAddress: string,
): Promise<Leads> {
  const retryAfterSeconds = await attempt(networkOf(clientAddress));
  if (retryAfterSeconds !== undefined)
    throw problemError('sign-in-limited', 'Too many sign-ins were begun from your address.', {
      retryAfterSeconds,
    });
  const { url, login } = await getIdentityProvider().begin(wish).catch(asUnavailable);
  const cookie = newCookieValue();
  const key = cookieKey(cookie);
  const sealed = sealerFor(cookie, 'login').seal(JSON.stringify(login), key);
  await getTeamStores().once.keep(key, sealed, teamLimits.loginMs);
  return { location: url, cookies: [teamCookie(teamCookies.login, cookie, teamLimits.loginMs / secondMs)] };
}

/** Signs somebody in who has proved who they are, or throws and does not. */
type Admit = (person: Session, signIn: () => Promise<void>) => Promise<void>;

/**
 * Ends a sign-in that this browser has begun, once: a session under a new cookie takes the place of the one it had.
 * `admit` is asked before anything is stored.
 *
 * @throws ProblemError `sign-in-failed`, `provider-unavailable`
 */
export async function finishSignIn(request: Request, admit: Admit = (_, signIn) => signIn()): Promise<Leads> {
  const cookies = request.headers.get('cookie');
  const login = await takeLogin(readCookie(cookies, teamCookies.login));
  const finished = await getIdentityProvider().finish(new URL(request.url), login).catch(asFailed);
  const cookie = newCookieValue();
  const credentials = await credentialsBefore(request, finished.identity);
  await admit(personOf(finished), () => createSession(cookie, finished, login, credentials));
  const before = readCookie(cookies, teamCookies.session);
  if (before !== undefined) await getTeamStores().sessions.end(cookieKey(before));
  return {
    location: login.target,
    cookies: [teamCookie(teamCookies.session, cookie), teamCookie(teamCookies.login, '', 0)],
  };
}

/**
 * Ends the session of a request here; gives where the browser ends it at the provider, too, which may be nowhere.
 *
 * @throws ProblemError `sign-in-needed`, `store-unavailable`
 */
export async function endTeamSession(
  request: Request,
): Promise<{ location: string | undefined; cookies: readonly string[] }> {
  const { stored, secrets } = await secretsOf(request);
  await getTeamStores().sessions.end(stored.key);
  // The session is over here, whether the provider can be asked or not.
  const location = await getIdentityProvider()
    .endUrl(secrets.idToken)
    .catch((err) => void getLog().warn({ err }, 'the session at the identity provider stays'));
  return { location, cookies: [teamCookie(teamCookies.session, '', 0)] };
}

/** Records that a provider ends the sessions of these people, and lets it. */
type AdmitEnd = (issuer: string, names: readonly string[], end: () => Promise<void>) => Promise<void>;

/**
 * Ends the sessions that a logout token of the provider names; false for a token that is not from it, or came before.
 * `admit` is asked where there are any.
 *
 * @throws ProblemError `provider-unavailable` when its keys cannot be had
 */
export async function endByProvider(
  token: string,
  admit: AdmitEnd = (_, __, end) => end(),
): Promise<boolean> {
  const logout = await getIdentityProvider().readLogoutToken(token).catch(asUnavailable);
  if (logout === undefined) return false;
  const { id, ...who } = logout;
  if (!(await isFirst(`logout ${who.issuer} ${id}`))) return false;
  const { sessions } = getTeamStores();
  const names = await sessions.namesOf(who);
  if (names.length > 0) await admit(who.issuer, names, async () => void (await sessions.endOf(who)));
  return true;
}

/** Remembered for longer than a token counts. */
async function isFirst(name: string): Promise<boolean> {
  const ageMs = (teamLimits.logoutTokenAgeSeconds + teamLimits.logoutClockSkewSeconds) * secondMs;
  const { useOnce: isUnused } = getTeamStores().once;
  return await isUnused(name, 2 * ageMs);
}

async function takeLogin(cookie: string | undefined): Promise<PendingLogin> {
  const sealed = cookie === undefined ? undefined : await getTeamStores().once.take(cookieKey(cookie));
  const login =
    cookie === undefined || sealed === undefined
      ? undefined
      : sealerFor(cookie, 'login').unseal(sealed, cookieKey(cookie));
  if (login === undefined)
    throw problemError('sign-in-failed', 'No sign-in was begun in this browser, or it took too long.');
  return parseLogin(login.text);
}

/** Somebody who is not signed in yet, by their name. */
function personOf({ identity }: FinishedLogin): Session {
  const { name, email } = identity;
  const user = { name, email, rights: [], authenticatedAt: 0, endsAt: 0 };
  return { credentials: createCredentialStore(), owner: personKey(identity), user };
}

/** Whoever signs in once more, as before a deletion, keeps the registries that they are signed in to; nobody else gets them. */
async function credentialsBefore(
  request: Request,
  { issuer, subject }: ProviderIdentity,
): Promise<CredentialStore> {
  const before = await secretsOf(request).catch((err) => void getLog().debug({ err }, 'no session before'));
  const isSame = before?.stored.issuer === issuer && before.stored.subject === subject;
  return isSame ? before.secrets.credentials.copy() : createCredentialStore();
}

async function createSession(
  cookie: string,
  { identity, idToken, refreshToken }: FinishedLogin,
  { isFresh }: PendingLogin,
  credentials: CredentialStore,
): Promise<void> {
  const key = cookieKey(cookie);
  const sealed = sealerFor(cookie, 'session').seal(
    formatSecrets({ credentials, idToken, refreshToken }),
    key,
  );
  // Where the provider does not say when, only a sign-in that had to be proved counts as one.
  const authenticatedAt = identity.authenticatedAt ?? (isFresh ? getTeamStores().now() : 0);
  await getTeamStores().sessions.create({ ...identity, key, sealed, authenticatedAt }, teamLimits.sessionMs);
}

function asUnavailable(error: unknown): never {
  throw providerUnavailable(error);
}

function asFailed(error: unknown): never {
  if (hasNetworkCause(error)) throw providerUnavailable(error);
  const refusal = providerRefusal(error);
  const reason = error instanceof Error ? error.message : String(error);
  // The person has done nothing wrong perhaps, and only the operator can tell: the client's secret, or an address.
  getLog().warn({ refusal, reason }, 'a sign-in failed');
  const detail =
    refusal === undefined
      ? 'The answer of the identity provider does not belong to the sign-in that was begun here.'
      : `The identity provider refused the sign-in: ${refusal}. If it does so again, tell the operator of this Orrery.`;
  throw problemError('sign-in-failed', detail, { cause: error });
}

function hasNetworkCause(error: unknown): boolean {
  return error instanceof Error && (error instanceof RegistryError || hasNetworkCause(error.cause));
}
