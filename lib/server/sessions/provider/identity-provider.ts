import { createRemoteJWKSet, customFetch as joseFetch } from 'jose';
import * as oidc from 'openid-client';
import type { Fetch } from '#lib/registry/fetch';
import type { ProviderSettings } from '#lib/server/platform/shared-settings';
import { teamLimits } from '#lib/server/sessions/limits';
import type { ProviderIdentity } from './identity.ts';
import { claimedIdentity } from './identity.ts';
import type { LogoutToken } from './logout-token.ts';
import { readLogoutToken } from './logout-token.ts';
import type { PendingLogin } from './pending-login.ts';
import { createProviderFetch } from './provider-fetch.ts';

export type FinishedLogin = {
  readonly identity: ProviderIdentity;
  readonly idToken: string;
  readonly refreshToken: string | undefined;
};

/** What a refresh gives; the provider may leave out an ID token, and then nothing new is known of the groups. */
type Refreshed = {
  readonly identity: ProviderIdentity | undefined;
  readonly idToken: string | undefined;
  readonly refreshToken: string | undefined;
};

/** Signs people in by OpenID Connect (https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth), with PKCE. */
export type IdentityProvider = {
  readonly begin: (
    login: Pick<PendingLogin, 'isFresh' | 'target'>,
  ) => Promise<{ url: string; login: PendingLogin }>;
  /** Rejects where the provider, or whoever sends the browser here, says anything but what was begun. */
  readonly finish: (callback: URL, login: PendingLogin) => Promise<FinishedLogin>;
  /** Undefined when the provider refuses: the session is over there. */
  readonly refresh: (refreshToken: string) => Promise<Refreshed | undefined>;
  /** Where a browser ends the session at the provider too; undefined where it cannot. */
  readonly endUrl: (idToken: string) => Promise<string | undefined>;
  /** Asks it for its document once more; rejects where it does not answer as a provider. */
  readonly check: () => Promise<void>;
  readonly readLogoutToken: (token: string) => Promise<LogoutToken | undefined>;
};

type Options = { readonly settings: ProviderSettings; readonly publicOrigin: string; readonly fetch: Fetch };

/** The identity provider of these settings. It is asked for its document when it is first needed, and again after a failure. */
export function createIdentityProvider({ settings, publicOrigin, fetch }: Options): IdentityProvider {
  const redirectUri = `${publicOrigin}/api/session/callback`;
  const discovered = onceWhole(() => discover(settings, fetch));
  return {
    begin: async (wish) =>
      await beginAt((await discovered()).config, { ...wish, redirectUri, scope: settings.scopes }),
    finish: async ({ search }, { verifier, state, nonce }) => {
      const { config } = await discovered();
      const tokens = await oidc.authorizationCodeGrant(config, new URL(redirectUri + search), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      const { id_token: idToken, refresh_token: refreshToken } = tokens;
      if (claims === undefined || idToken === undefined)
        throw new TypeError('The provider gave no ID token.');
      return { identity: claimedIdentity(claims, settings.groupsClaim), idToken, refreshToken };
    },
    refresh: async (refreshToken) => {
      const tokens = await oidc
        .refreshTokenGrant((await discovered()).config, refreshToken)
        .catch(refusedAsNone);
      if (tokens === undefined) return undefined;
      const claims = tokens.claims();
      return {
        identity: claims === undefined ? undefined : claimedIdentity(claims, settings.groupsClaim),
        idToken: tokens.id_token,
        refreshToken: tokens.refresh_token,
      };
    },
    endUrl: async (idToken) => {
      const { config } = await discovered();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      const back = { post_logout_redirect_uri: `${publicOrigin}/`, id_token_hint: idToken };
      return oidc.buildEndSessionUrl(config, back).href;
    },
    check: async () => void (await discover(settings, fetch)),
    readLogoutToken: async (token) => {
      const { config, keys } = await discovered();
      const { issuer } = config.serverMetadata();
      return await readLogoutToken(token, { issuer, clientId: settings.clientId, keys });
    },
  };
}

type Begin = Pick<PendingLogin, 'isFresh' | 'target'> & {
  readonly redirectUri: string;
  readonly scope: string;
};

async function beginAt(config: oidc.Configuration, { isFresh, target, redirectUri, scope }: Begin) {
  const login = {
    verifier: oidc.randomPKCECodeVerifier(),
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    isFresh,
    target,
  };
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    code_challenge: await oidc.calculatePKCECodeChallenge(login.verifier),
    code_challenge_method: 'S256',
    state: login.state,
    nonce: login.nonce,
    // Whoever is asked for an age says when the person proved who they are.
    max_age: String(teamLimits.sessionMs / 1_000),
    ...(isFresh ? { prompt: 'login' } : {}),
  });
  return { url: url.href, login };
}

/** The provider says that the session is over there; everything else is a fault. */
function refusedAsNone(error: unknown): undefined {
  if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') return undefined;
  throw error;
}

async function discover({ issuer, clientId, clientSecret }: ProviderSettings, fetch: Fetch) {
  const provider = createProviderFetch(issuer, fetch);
  const config = await oidc.discovery(new URL(issuer), clientId, clientSecret.reveal(), undefined, {
    [oidc.customFetch]: provider.fetch,
  });
  const { token_endpoint: tokens, jwks_uri: keysUrl } = config.serverMetadata();
  if (keysUrl === undefined) throw new TypeError('The provider names no keys.');
  provider.allow([tokens, keysUrl]);
  return { config, keys: createRemoteJWKSet(new URL(keysUrl), { [joseFetch]: provider.fetch }) };
}

/** Makes a value once; one that could not be made is tried again by the next who needs it. */
function onceWhole<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => {
    made ??= make();
    try {
      return await made;
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
}
