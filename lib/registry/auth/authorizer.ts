import { LRUCache } from 'lru-cache';
import { createSingleFlight } from '#lib/async/single-flight';
import { fixedLimits } from '#lib/registry/limits';
import type { RegistryError } from '#lib/registry/registry-error';
import type { Bearer, BearerContext, BearerNeed, Exchangeable } from './bearer.ts';
import { createBearer, isUnauthorized, withheld } from './bearer.ts';
import type { Challenge } from './challenge.ts';
import { parseChallenges } from './challenge.ts';
import type { Credential, CredentialSource } from './credential.ts';
import { basicAuthorization } from './credential.ts';
import { createGrants, parseScope, splitScopes } from './scope.ts';

/** What it needs: where it stands, and who speaks for the session. */
export type AuthorizerContext = BearerContext & {
  readonly credentials: CredentialSource;
  readonly now: () => number;
};

/** A refused request: what it was for, the answer's `WWW-Authenticate`, and the header it was sent with. */
type Refusal = BearerNeed & {
  readonly challenges: string;
  readonly sent: string | undefined;
  /** Whether the header that was refused answered a challenge of this same request. */
  readonly again: boolean;
};

/** Finds the `Authorization` of each request of one session to one registry. */
export type Authorizer = {
  /** What worked before for this scope; undefined tries without, as public content needs none. */
  readonly current: (scope: string | undefined) => string | undefined;
  /** The header to try next, or undefined when there is nothing left to answer the challenge with. */
  readonly answer: (refusal: Refusal) => Promise<string | undefined>;
  /** Whether a person's credentials have been looked up, found and shown. */
  readonly isIdentified: () => boolean;
  /** Why the newest token does not speak for the person; undefined when it does, or when there is nobody to speak for. */
  readonly withheld: () => RegistryError | undefined;
};

/** Anonymous first, then what the registry's challenge asks for: Bearer before Basic. */
export function createAuthorizer(context: AuthorizerContext): Authorizer {
  const grants = createGrants(context.now);
  const bearer = createBearer(context);
  const identity = createIdentity(context);
  let withheldFrom: URL | undefined;
  return {
    current: grants.find,
    isIdentified: () => identity.wasFound() && withheldFrom === undefined,
    withheld: () =>
      withheldFrom === undefined ? undefined : withheld(undefined, withheldFrom, context.registry),
    answer: async (refusal) => {
      // Somebody else has been here meanwhile and came back with a newer header.
      const newer = grants.find(refusal.scope);
      if (newer !== undefined && newer !== refusal.sent) return newer;
      grants.drop(refusal.sent);
      const repository = repositoryOf(refusal.scope);
      const credential = await identity.look(repository);
      const forget = () => identity.keep(repository, undefined);
      const keepWhole = (header: string) =>
        credential?.perRepository === true
          ? grants.keep(scopesOf(refusal), header, Number.POSITIVE_INFINITY)
          : grants.keepForAll(header);
      if (credential?.kind === 'registry-token') {
        const header = `Bearer ${credential.token.reveal()}`;
        if (header !== refusal.sent) return keepWhole(header);
        forget();
        return undefined;
      }
      const challenges = parseChallenges(refusal.challenges);
      const basic = basicAnswer(challenges, credential, refusal);
      const token = await bearerAnswer(bearer, challenges, credential, refusal, basic !== undefined).catch(
        (error: unknown) => {
          if (isUnauthorized(error)) forget();
          throw error;
        },
      );
      if (token === undefined && basic === undefined) forget();
      if (token !== undefined) withheldFrom = token.withheldFrom;
      if (token === undefined) return basic === undefined ? undefined : keepWhole(basic);
      if (token.refreshToken !== undefined && credential?.kind === 'identity-token') {
        identity.keep(repository, { ...credential, token: token.refreshToken });
      }
      const scopes = [...scopesOf(refusal), ...token.scopes];
      return grants.keep(scopes, `Bearer ${token.value.reveal()}`, token.usableMs);
    },
  };
}

function scopesOf({ scope }: Refusal): readonly string[] {
  return scope === undefined ? [''] : splitScopes(scope);
}

function repositoryOf(scope: string | undefined): string | undefined {
  const [first = ''] = splitScopes(scope);
  const parsed = parseScope(first);
  return parsed?.type === 'repository' ? parsed.name : undefined;
}

async function bearerAnswer(
  bearer: Bearer,
  challenges: readonly Challenge[],
  credential: Exchangeable | undefined,
  refusal: Refusal,
  hasBasic: boolean,
) {
  const challenge = challenges.find(
    ({ scheme, parameters }) => scheme === 'bearer' && parameters.has('realm'),
  );
  if (challenge === undefined) return undefined;
  // A token that was fetched a moment ago and is refused stays refused, unless its scope was too small.
  if (refusal.again && challenge.parameters.get('error') !== 'insufficient_scope') return undefined;
  try {
    return await bearer(challenge, refusal, credential);
  } catch (error) {
    if (hasBasic && isUnauthorized(error)) return undefined;
    throw error;
  }
}

function basicAnswer(
  challenges: readonly Challenge[],
  credential: Credential | undefined,
  refusal: Refusal,
): string | undefined {
  if (credential?.kind !== 'basic' || !challenges.some(({ scheme }) => scheme === 'basic')) return undefined;
  const header = basicAuthorization(credential.username, credential.password);
  return header === refusal.sent ? undefined : header;
}

/**
 * Looks the credential up at the first challenge, as most of what is public never needs it, and keeps what was found
 * while it serves; one that counts in its repository only is kept for that. Nothing found is not kept: the person may
 * sign in meanwhile, here or by another program.
 */
function createIdentity({ credentials, registry }: AuthorizerContext) {
  const byRepository = new LRUCache<string, Credential>({ max: fixedLimits.repositoryCredentialsMax });
  let forAll: Credential | undefined;
  let wasFound = false;
  const singleFlight = createSingleFlight<Credential | undefined>();
  const keep = (repository: string | undefined, credential: Credential | undefined) => {
    if (credential?.perRepository === true) byRepository.set(repository ?? '', credential);
    else forAll = credential;
    if (credential === undefined) byRepository.delete(repository ?? '');
  };
  return {
    wasFound: () => wasFound,
    keep,
    look: async (repository: string | undefined) => {
      const cached = byRepository.get(repository ?? '') ?? forAll;
      const found = cached ?? (await singleFlight(repository ?? '', () => credentials(registry, repository)));
      if (found !== undefined) keep(repository, found);
      wasFound = found !== undefined;
      return found;
    },
  };
}
