import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { Secret } from '#lib/registry/auth/secret';
import { assertIdentity, readBounded } from '#lib/registry/body';
import { parseRetryAfter } from '#lib/registry/read-error';
import { RegistryError } from '#lib/registry/registry-error';

/** A bearer token and how long it is used; a refresh token replaces the one it was fetched with. */
export type Token = {
  readonly value: Secret;
  readonly usableMs: number;
  readonly refreshToken: Secret | undefined;
};

const shortestLifeSeconds = 60;
const longestUseSeconds = 300;
const marginSeconds = 30;

/** The token in a token server's answer; RegistryError says in whose words it was refused. */
export async function parseToken(
  response: Response,
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
  // Some servers write the number as a text.
  const seconds = typeof expiresIn === 'string' ? Number(expiresIn) : expiresIn;
  const life = typeof seconds === 'number' && seconds > shortestLifeSeconds ? seconds : shortestLifeSeconds;
  return (Math.min(life, longestUseSeconds) - marginSeconds) * 1000;
}

function parsedOrUndefined(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    // Not a token in any case, and its text may hold a secret: nothing of it is kept.
    return undefined;
  }
}

function refusal(response: Response, registry: string, server: string, identified: boolean): RegistryError {
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
      `${server} says it was asked for too many tokens.`,
      options,
    );
  }
  if (status >= 500 || status === 408) {
    return new RegistryError('unavailable', registry, `${server} has a fault (HTTP ${status}).`, options);
  }
  const message = identified
    ? `${server} does not accept the credentials for ${registry}.`
    : `${registry} asks who you are: ${server} gives no token to strangers.`;
  return new RegistryError('unauthorized', registry, message, options);
}
