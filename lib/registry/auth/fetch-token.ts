import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { assertIdentity, discard, readBounded } from '#lib/registry/body';
import type { RedirectContext } from '#lib/registry/fetch';
import { followRedirects } from '#lib/registry/fetch';
import type { GatherLimits, HttpAnswer } from '#lib/registry/http-answer';
import { fixedLimits } from '#lib/registry/limits';
import { parseRetryAfter } from '#lib/registry/read-error';
import { RegistryError } from '#lib/registry/registry-error';
import type { Credential } from './credential.ts';
import { basicAuthorization, Secret } from './credential.ts';

/** What a bearer challenge asks to be fetched, from where. */
export type TokenRequest = {
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scopes: readonly string[];
  /** Undefined asks for an anonymous token. */
  readonly credential: Exclude<Credential, { kind: 'registry-token' }> | undefined;
  readonly signal: AbortSignal;
};

/** How the hops are made, and how much of an answer is read. */
type TokenContext = RedirectContext & { readonly maxBytes: number };

const clientId = 'orrery';

/**
 * Fetches a bearer token. An identity token is exchanged by POST; a server that knows no POST is asked by GET, as for all
 * other credentials. https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/auth/token.md
 *
 * @throws RegistryError `unauthorized`, `rate-limited`, `unavailable` by what the server answered, or `bad-response`
 */
export async function fetchToken(request: TokenRequest, context: TokenContext): Promise<Token> {
  if (request.credential?.kind === 'identity-token') {
    const response = await post(request, request.credential.token, context);
    if (response.status !== 404 && response.status !== 405) return parseToken(response, request, context);
    await discard(response);
  }
  return parseToken(await get(request, context), request, context);
}

// https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/auth/token.md
async function get(request: TokenRequest, context: TokenContext): Promise<HttpAnswer> {
  const { credential, signal } = request;
  const url = new URL(request.realm);
  if (request.service !== undefined) url.searchParams.set('service', request.service);
  for (const scope of request.scopes) url.searchParams.append('scope', scope);
  if (credential?.kind === 'basic') url.searchParams.set('account', credential.username);
  const arrival = await followRedirects(
    url,
    {
      method: 'GET',
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      authorization: authorizationOf(credential),
      purpose: 'token',
      gather: gatherLimitsOf(context),
      signal,
    },
    context,
  );
  return arrival.response;
}

// https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/auth/oauth.md
function post(request: TokenRequest, token: Secret, context: TokenContext): Promise<HttpAnswer> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    // Nothing here outlives the session, so no long-lived credential is asked for.
    access_type: 'online',
    refresh_token: token.reveal(),
  });
  if (request.service !== undefined) form.set('service', request.service);
  if (request.scopes.length > 0) form.set('scope', request.scopes.join(' '));
  return context.fetch(new URL(request.realm), {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
    signal: request.signal,
    purpose: 'token',
    gather: gatherLimitsOf(context),
    onBehalfOf: context.origin,
  });
}

function gatherLimitsOf({ maxBytes }: TokenContext): GatherLimits {
  return { maxBytes, errorMaxBytes: maxBytes };
}

function authorizationOf(credential: TokenRequest['credential']): string | undefined {
  if (credential === undefined) return undefined;
  return credential.kind === 'basic'
    ? basicAuthorization(credential.username, credential.password)
    : basicAuthorization('', credential.token);
}

/** A bearer token and how long it is used; a refresh token replaces the one it was fetched with. */
export type Token = {
  readonly value: Secret;
  readonly usableMs: number;
  readonly refreshToken: Secret | undefined;
};

/** The token in a token server's answer; RegistryError says in whose words it was refused. */
async function parseToken(
  response: HttpAnswer,
  request: { readonly realm: URL; readonly credential: object | undefined; readonly signal: AbortSignal },
  context: { readonly registry: string; readonly maxBytes: number },
): Promise<Token> {
  const { registry } = context;
  const server = request.realm.host;
  assertIdentity(response, registry);
  const { bytes, truncated } = await readBounded(response, context.maxBytes, request.signal);
  if (!response.ok) throw refusal(response, registry, server, request.credential !== undefined);
  const document = truncated ? undefined : parsedOrUndefined(bytes);
  const value = isJsonObject(document)
    ? (usable(document.token) ?? usable(document.access_token))
    : undefined;
  if (!isJsonObject(document) || value === undefined) {
    throw new RegistryError('bad-response', registry, `${server} gave no token for ${registry}.`);
  }
  return { value, usableMs: usableMs(document.expires_in), refreshToken: usable(document.refresh_token) };
}

// A token goes into a header: anything but visible ASCII would not survive it, or break out of it.
function usable(value: unknown): Secret | undefined {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) ? new Secret(value) : undefined;
}

// "expires_in" is 60 where it is missing or less; the margin is for clocks and for requests on their way.
function usableMs(expiresIn: unknown): number {
  const { tokenLifeMinSeconds, tokenUseMaxSeconds, tokenMarginSeconds } = fixedLimits;
  // Some servers write the number as a text.
  const seconds = typeof expiresIn === 'string' ? Number(expiresIn) : expiresIn;
  const life = typeof seconds === 'number' && seconds > tokenLifeMinSeconds ? seconds : tokenLifeMinSeconds;
  return (Math.min(life, tokenUseMaxSeconds) - tokenMarginSeconds) * 1000;
}

function parsedOrUndefined(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    // Not a token in any case, and its text may hold a secret: nothing of it is kept.
    return undefined;
  }
}

function refusal(
  response: HttpAnswer,
  registry: string,
  server: string,
  hasCredentials: boolean,
): RegistryError {
  const { status } = response;
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), Date.now());
  const options = {
    answer: { status },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  if (status === 429) {
    return new RegistryError(
      'rate-limited',
      registry,
      `${server} rejects more token requests for now.`,
      options,
    );
  }
  if (status >= 500 || status === 408) {
    return new RegistryError(
      'unavailable',
      registry,
      `${server} reports an internal error (HTTP ${status}).`,
      options,
    );
  }
  const message = hasCredentials
    ? `${server} does not accept the credentials for ${registry}.`
    : `${registry} requires sign-in: ${server} gives no token without credentials.`;
  return new RegistryError('unauthorized', registry, message, options);
}
