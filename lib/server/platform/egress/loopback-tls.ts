import { discard } from '#lib/registry/body';
import type { Fetch, FetchRequest } from '#lib/registry/fetch';
import type { HttpAnswer } from '#lib/registry/http-answer';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import { speaksNoTls } from './network-error.ts';

const headersWithAddresses: ReadonlySet<string> = new Set(['location', 'link', 'www-authenticate']);

/**
 * A way to a registry on this machine that is taken to speak plain http, until its answers show that it speaks TLS: from
 * then on its requests go over https, and the addresses in its answers keep the origin that the client knows. To
 * switch is safe here, as the bytes do not leave the machine; a certificate is checked as anywhere.
 */
export function withLoopbackTls(fetch: Fetch, host: string): Fetch {
  const { origin } = new URL(`http://${host}`);
  const secure = new URL(`https://${host}`).origin;
  let hasTls = false;

  const overTls: Fetch = async (url, request) => {
    const target = new URL(`${secure}${url.pathname}${url.search}`);
    try {
      const response = await fetch(target, { ...request, onBehalfOf: secure });
      return withOrigin(response, secure, origin);
    } catch (error) {
      // It was started again without TLS.
      if (speaksNoTls(error)) hasTls = false;
      throw hasTls && isTlsFailure(error) ? inWords(error, host) : error;
    }
  };

  const answersTls = async ({ signal }: FetchRequest): Promise<boolean> => {
    const probe = { method: 'GET', purpose: 'registry', onBehalfOf: secure } as const;
    try {
      await discard(
        await fetch(new URL('/v2/', secure), signal === undefined ? probe : { ...probe, signal }),
      );
      return true;
    } catch (error) {
      return isTlsFailure(error) && !speaksNoTls(error);
    }
  };

  return async (url, request) => {
    if (url.origin !== origin) return fetch(url, request);
    if (hasTls) return overTls(url, request);
    const first = await settled(fetch(url, request));
    if (!mayBeTls(first) || !(await answersTls(request))) return unwrapped(first);
    hasTls = true;
    // A body that was read cannot be sent again: whoever sent it tries anew.
    if (request.body instanceof ReadableStream) return unwrapped(first);
    if (first.response !== undefined) await discard(first.response);
    return overTls(url, request);
  };
}

type Settled = { readonly response?: HttpAnswer; readonly error?: unknown };

function settled(answer: Promise<HttpAnswer>): Promise<Settled> {
  return answer.then(
    (response) => ({ response }),
    (error: unknown) => ({ error }),
  );
}

function unwrapped({ response, error }: Settled): HttpAnswer {
  if (response === undefined) throw error;
  return response;
}

// Go's servers, nginx and Apache answer 400 in words of their own; others break off or send an alert, which is no HTTP.
function mayBeTls({ response, error }: Settled): boolean {
  if (response !== undefined) {
    return response.status === 400 && !/json/i.test(response.headers.get('content-type') ?? '');
  }
  return error instanceof RegistryError && mayMeanTls[error.code];
}

/** What a server that expects TLS may seem to do when it is asked by plain http. */
const mayMeanTls = {
  'host-unknown': false,
  'connection-refused': false,
  'tls-failed': false,
  timeout: false,
  cancelled: false,
  'egress-refused': false,
  'redirect-refused': false,
  'proxy-failed': false,
  unauthorized: false,
  forbidden: false,
  'not-found': false,
  'rate-limited': false,
  unavailable: true,
  refused: false,
  unsupported: false,
  'not-a-registry': false,
  'bad-response': true,
  'digest-mismatch': false,
  'too-large': false,
} as const satisfies Record<RegistryErrorCode, boolean>;

function isTlsFailure(error: unknown): error is RegistryError {
  return error instanceof RegistryError && error.code === 'tls-failed';
}

function inWords(cause: RegistryError, host: string): RegistryError {
  const hint = cause.hint === undefined ? {} : { hint: cause.hint };
  const message = `${host} speaks TLS, not plain http. ${cause.message}`;
  return new RegistryError('tls-failed', cause.registry, message, { cause, ...hint });
}

function withOrigin(answer: HttpAnswer, from: string, to: string): HttpAnswer {
  const { status, ok, headers, body, gathered } = answer;
  const get = (name: string) => {
    const value = headers.get(name);
    return headersWithAddresses.has(name) && value !== null ? value.replaceAll(from, to) : value;
  };
  return {
    status,
    ok,
    headers: { get, has: (name) => headers.has(name) },
    body,
    ...(gathered === undefined ? {} : { gathered }),
  };
}
