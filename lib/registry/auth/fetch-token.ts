import { discard } from '#lib/registry/body';
import type { RedirectContext } from '#lib/registry/follow-redirects';
import { followRedirects } from '#lib/registry/follow-redirects';
import { basicAuthorization } from './basic.ts';
import type { Credential } from './credential.ts';
import type { Secret } from './secret.ts';
import type { Token } from './token-answer.ts';
import { parseToken } from './token-answer.ts';

/** What a bearer challenge asks to be fetched, from where. */
export type TokenRequest = {
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scopes: readonly string[];
  /** Undefined asks for an anonymous token. */
  readonly credential: Exclude<Credential, { kind: 'registry-token' }> | undefined;
  readonly signal: AbortSignal;
};

const clientId = 'orrery';

/**
 * Fetches a bearer token (docker token protocol). An identity token is exchanged by POST; a server that knows no POST
 * is asked by GET, as is everybody else.
 */
export async function fetchToken(
  request: TokenRequest,
  context: RedirectContext & { readonly maxBytes: number },
): Promise<Token> {
  if (request.credential?.kind === 'identity-token') {
    const response = await post(request, request.credential.token, context);
    if (response.status !== 404 && response.status !== 405) return parseToken(response, request, context);
    await discard(response);
  }
  return parseToken(await get(request, context), request, context);
}

// https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/auth/token.md
async function get(request: TokenRequest, context: RedirectContext): Promise<Response> {
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
      signal,
    },
    context,
  );
  return arrival.response;
}

// https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/auth/oauth.md
function post(request: TokenRequest, token: Secret, context: RedirectContext): Promise<Response> {
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
    onBehalfOf: context.origin,
  });
}

function authorizationOf(credential: TokenRequest['credential']): string | undefined {
  if (credential === undefined) return undefined;
  return credential.kind === 'basic'
    ? basicAuthorization(credential.username, credential.password)
    : basicAuthorization('', credential.token);
}
