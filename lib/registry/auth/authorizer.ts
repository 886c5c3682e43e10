import { basicAuthorization } from '#lib/registry/auth/basic';
import type { Bearer, BearerContext, BearerNeed } from '#lib/registry/auth/bearer';
import { createBearer, isUnauthorized } from '#lib/registry/auth/bearer';
import type { Challenge } from '#lib/registry/auth/challenge';
import { parseChallenges } from '#lib/registry/auth/challenge';
import type { Credential, CredentialSource } from '#lib/registry/auth/credential';
import { createGrants } from '#lib/registry/auth/grants';
import { createShare } from '#lib/registry/transport/share';

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
  readonly known: (scope: string | undefined) => string | undefined;
  /** The header to try next, or undefined when there is nothing left to answer the challenge with. */
  readonly answer: (refusal: Refusal) => Promise<string | undefined>;
  /** Whether a person's credentials have been looked up and found. */
  readonly isIdentified: () => boolean;
};

/** Anonymous first, then what the registry's challenge asks for: Bearer before Basic. */
export function createAuthorizer(context: AuthorizerContext): Authorizer {
  const grants = createGrants(context.now);
  const bearer = createBearer(context);
  const identity = createIdentity(context);
  return {
    known: grants.find,
    isIdentified: identity.wasFound,
    answer: async (refusal) => {
      // Somebody else has been here meanwhile and came back with a newer header.
      const newer = grants.find(refusal.scope);
      if (newer !== undefined && newer !== refusal.sent) return newer;
      grants.drop(refusal.scope, refusal.sent);
      const credential = await identity.look();
      if (credential?.kind === 'registry-token') {
        const header = `Bearer ${credential.token.reveal()}`;
        if (header !== refusal.sent) return grants.keepForAll(header);
        identity.keep(undefined);
        return undefined;
      }
      const challenges = parseChallenges(refusal.challenges);
      const basic = basicAnswer(challenges, credential, refusal);
      const token = await bearerAnswer(bearer, challenges, credential, refusal, basic !== undefined).catch(
        (error: unknown) => {
          if (isUnauthorized(error)) identity.keep(undefined);
          throw error;
        },
      );
      if (token === undefined && basic === undefined) identity.keep(undefined);
      if (token === undefined) return basic === undefined ? undefined : grants.keepForAll(basic);
      if (token.refreshToken !== undefined && credential?.kind === 'identity-token') {
        identity.keep({ kind: 'identity-token', token: token.refreshToken });
      }
      return grants.keep(refusal.scope, `Bearer ${token.value.reveal()}`, token.usableMs);
    },
  };
}

async function bearerAnswer(
  bearer: Bearer,
  challenges: readonly Challenge[],
  credential: Exclude<Credential, { kind: 'registry-token' }> | undefined,
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
 * while it serves. Nothing found is not kept: the person may sign in meanwhile, here or by another program.
 */
function createIdentity({ credentials, registry }: AuthorizerContext) {
  let kept: Credential | undefined;
  let wasFound = false;
  const share = createShare<Credential | undefined>();
  return {
    wasFound: () => wasFound,
    keep: (credential: Credential | undefined) => {
      kept = credential;
    },
    look: async () => {
      kept ??= await share('', undefined, () => credentials(registry));
      wasFound = kept !== undefined;
      return kept;
    },
  };
}
