import { readBounded } from '#lib/registry/body';
import type { Fetch, FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { teamLimits } from '#lib/server/sessions/limits';

/** A request as the libraries for OpenID Connect and JWT make it. */
type WebRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>> | Headers;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
};

/** The way to the identity provider, and to nobody else. */
export type ProviderFetch = {
  readonly fetch: (url: string, request: WebRequest) => Promise<Response>;
  /** Lets requests go to these addresses as well, which the provider has named over the connection that is trusted. */
  readonly allow: (urls: readonly (string | undefined)[]) => void;
};

/**
 * A fetch that reaches the issuer's origin and the origins that its own document names, over our egress. It follows no
 * redirect, and reads answers up to a limit.
 */
export function createProviderFetch(issuer: string, fetch: Fetch): ProviderFetch {
  const { origin, host } = new URL(issuer);
  const origins = new Set([origin]);
  return {
    allow: (urls) => {
      for (const url of urls) {
        const named = url === undefined ? null : URL.parse(url);
        if (named?.protocol === 'https:') origins.add(named.origin);
      }
    },
    fetch: async (
      text,
      { method, headers, body, signal = AbortSignal.timeout(teamLimits.providerTimeoutMs) },
    ) => {
      const url = new URL(text);
      if (!origins.has(url.origin)) {
        throw new RegistryError('egress-refused', host, `${host} does not name ${url.origin} as its own.`);
      }
      const answer = await fetch(url, {
        method: method === 'POST' ? 'POST' : 'GET',
        headers: Object.fromEntries(new Headers(headers)),
        ...bodyOf(body),
        signal,
        purpose: url.origin === origin ? 'registry' : 'token',
        onBehalfOf: origin,
      });
      const { bytes, truncated } = await readBounded(answer, teamLimits.providerAnswerMaxBytes, signal);
      if (truncated) throw new RegistryError('too-large', host, `${host} sent more than a sign-in needs.`);
      const type = answer.headers.get('content-type');
      const isEmpty = answer.status === 204 || answer.status === 304;
      return new Response(isEmpty ? null : bytes, {
        status: answer.status,
        headers: type === null ? {} : { 'content-type': type },
      });
    },
  };
}

function bodyOf(body: unknown): Pick<FetchRequest, 'body'> {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string' || body instanceof URLSearchParams) return { body: String(body) };
  throw new TypeError('A provider is sent forms and texts.');
}
