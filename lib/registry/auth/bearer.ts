import { createSingleFlight } from '#lib/async/single-flight';
import type { RedirectContext } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import type { Challenge } from './challenge.ts';
import { judgeRealm } from './challenge.ts';
import type { Credential } from './credential.ts';
import type { Token } from './fetch-token.ts';
import { fetchToken } from './fetch-token.ts';
import { coversScope, mergeScopes, parseScope, splitScopes } from './scope.ts';

/** Where token servers are asked from, and which of them are allowed to have the credentials. */
export type BearerContext = RedirectContext & {
  readonly maxBytes: number;
  readonly allowsTokenServer: (origin: string) => boolean;
};

/** What a token is needed for. */
export type BearerNeed = {
  readonly url: URL;
  readonly scope: string | undefined;
  readonly signal: AbortSignal;
};

/** What a token server may be shown; a registry token is one itself. */
export type Exchangeable = Exclude<Credential, { kind: 'registry-token' }>;

/** A token and its scopes; `withheldFrom` is the server that was not shown the credential. */
type GrantedToken = Token & { readonly scopes: readonly string[]; readonly withheldFrom: URL | undefined };

/** Answers a bearer challenge with a token; those who ask for the same at the same time share one request. */
export type Bearer = (
  challenge: Challenge,
  need: BearerNeed,
  credential?: Exchangeable,
) => Promise<GrantedToken>;

/** The token side of one session with one registry. */
export function createBearer(context: BearerContext): Bearer {
  const singleFlight = createSingleFlight<Token>();
  return async (challenge, need, credential) => {
    const realm = realmOf(challenge, need.url, context);
    const mayIdentify = judgeRealm(realm, context) === 'trusted';
    const service = challenge.parameters.get('service');
    const scopes = scopesOf(challenge, need.scope);
    const offered = mayIdentify ? credential : undefined;
    try {
      const whose = offered?.perRepository === true ? need.scope : '';
      const key = [realm.href, service, whose, ...scopes].join(' ');
      const token = await singleFlight(
        key,
        (signal) => fetchToken({ realm, service, scopes, credential: offered, signal }, context),
        { signal: need.signal },
      );
      const withheldFrom = credential === undefined || mayIdentify ? undefined : realm;
      return { ...token, scopes, withheldFrom };
    } catch (error) {
      const isWithheld = credential !== undefined && !mayIdentify && isUnauthorized(error);
      throw isWithheld ? withheld(error, realm, context.registry) : error;
    }
  };
}

/** Whether the error says that credentials are missing or wrong. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof RegistryError && error.code === 'unauthorized';
}

// The realm may be relative, and is judged before anything is sent to it.
function realmOf(challenge: Challenge, url: URL, context: BearerContext): URL {
  const realm = URL.parse(challenge.parameters.get('realm') ?? '', url);
  if (realm === null || judgeRealm(realm, context) === 'refused') {
    throw new RegistryError(
      'redirect-refused',
      context.registry,
      `${context.registry} sends Orrery to an unsafe sign-in address: ${realm?.host ?? 'none'}.`,
    );
  }
  realm.hash = '';
  return realm;
}

// https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/auth/scope.md
function scopesOf(challenge: Challenge, scope: string | undefined): readonly string[] {
  const ofChallenge = splitScopes(challenge.parameters.get('scope'));
  const ours = splitScopes(scope);
  if (ofChallenge.length === 0) return mergeScopes(ours);
  // The challenge knows the registry's own names best, but not always that a mount reads from another repository.
  const isMore = (one: string) =>
    !coversScope(ofChallenge, one) &&
    (ours.length > 1 || ofChallenge.some((other) => isSameResource(one, other)));
  return mergeScopes([...ofChallenge, ...ours.filter(isMore)]);
}

function isSameResource(one: string, other: string): boolean {
  const [first, second] = [parseScope(one), parseScope(other)];
  return first !== undefined && first.type === second?.type && first.name === second.name;
}

/** The error for credentials that would have been needed, and that nobody has allowed to be sent to the token server. */
export function withheld(cause: unknown, realm: URL, registry: string): RegistryError {
  const message = `${registry} sends you to sign in at ${realm.host}. Your password was not sent there.`;
  return new RegistryError('unauthorized', registry, message, { cause, tokenServer: realm.origin });
}
