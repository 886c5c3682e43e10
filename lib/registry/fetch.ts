import { discard } from './body.ts';
import type { GatherLimits, HttpAnswer } from './http-answer.ts';
import { RegistryError } from './registry-error.ts';

/** Why a request leaves: the egress policy differs by purpose, and so do time limits. */
export type FetchPurpose = 'registry' | 'token' | 'redirect';

export type FetchRequest = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | string;
  readonly signal?: AbortSignal;
  readonly purpose: FetchPurpose;
  /** A blob on its way, in or out: it may hold its connection for long, and takes none from the small requests. */
  readonly isTransfer?: boolean;
  /** A chunk of the answer may be written over once the next is asked for. Of `body` that is always so. */
  readonly allowsReuse?: boolean;
  /** The answer is small: it may come when all that is kept of it is there, as `gathered`. Without it the body is a stream. */
  readonly gather?: GatherLimits | undefined;
  /** Origin of the registry on whose behalf this goes out: a public registry must not lead us to a private address. */
  readonly onBehalfOf: string;
};

/**
 * One hop to the network: follows no redirect, adds no credential, decodes nothing. Rejects with RegistryError for
 * everything below HTTP (`host-unknown`, `connection-refused`, `tls-failed`, `timeout`, `cancelled`, `egress-refused`), and
 * with UnsentRequest where the registry has no part in it.
 * Injected, so that the client runs over sockets in the server and over a function in tests.
 */
export type Fetch = (url: URL, request: FetchRequest) => Promise<HttpAnswer>;

/** A request that a Fetch did not send, for a reason that has nothing to do with the registry. The reason is the cause. */
export class UnsentRequest extends Error {
  override readonly name = 'UnsentRequest';
  constructor(cause: unknown) {
    super('Orrery could not send a request.', { cause });
  }
}

/** A request; a safe one may be led elsewhere. */
export type RedirectableRequest = {
  readonly method: FetchRequest['method'];
  readonly body?: FetchRequest['body'] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Goes to the origin of the first URL only; once a hop has left it, it never comes back. */
  readonly authorization: string | undefined;
  readonly purpose: FetchPurpose;
  readonly isTransfer?: boolean;
  readonly allowsReuse?: boolean;
  readonly gather?: GatherLimits | undefined;
  readonly signal: AbortSignal;
};

/** On whose behalf the hops are made, and how many are followed. */
export type RedirectContext = {
  readonly fetch: Fetch;
  readonly registry: string;
  readonly origin: string;
  readonly redirectsMax: number;
};

/** The last answer and whether it still came from the origin that was asked. */
export type RedirectResult = { readonly response: HttpAnswer; readonly isSameOrigin: boolean };

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Follows redirects one by one, as registries hand out blobs from object storage
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs).
 * Each hop is judged anew: never from https to http, never round in circles, never with credentials off the origin
 * (the hole of CVE-2020-15157 and its many successors). A change is made where it was asked for, or not at all.
 *
 * @throws RegistryError `redirect-refused`, or what the injected fetch rejects with
 */
export async function followRedirects(
  start: URL,
  request: RedirectableRequest,
  context: RedirectContext,
): Promise<RedirectResult> {
  const seen = new Set<string>();
  let url = start;
  let isSameOrigin = true;
  for (;;) {
    seen.add(url.href);
    const response = await context.fetch(url, {
      method: request.method,
      headers: headersFor(request, isSameOrigin),
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: request.signal,
      purpose: isSameOrigin ? request.purpose : 'redirect',
      ...(request.isTransfer === true ? { isTransfer: true } : {}),
      ...(request.allowsReuse === true ? { allowsReuse: true } : {}),
      gather: request.gather,
      onBehalfOf: context.origin,
    });
    const location = redirectStatuses.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return { response, isSameOrigin };
    await discard(response);
    if (request.method !== 'GET' && request.method !== 'HEAD') throw changeRedirected(context.registry);
    url = nextHop(location, url, seen, context);
    isSameOrigin = isSameOrigin && url.origin === start.origin;
  }
}

function headersFor(request: RedirectableRequest, isSameOrigin: boolean): Record<string, string> {
  const { authorization } = request;
  return { ...request.headers, ...(isSameOrigin && authorization !== undefined ? { authorization } : {}) };
}

function changeRedirected(registry: string): RegistryError {
  const message = `${registry} redirects a change to another address. Orrery makes changes only at the original address.`;
  return new RegistryError('redirect-refused', registry, message);
}

function nextHop(location: string, from: URL, seen: ReadonlySet<string>, context: RedirectContext): URL {
  const { registry, redirectsMax } = context;
  const refuse = (why: string) => new RegistryError('redirect-refused', registry, `${registry} ${why}`);
  const next = URL.parse(location, from);
  if (next === null || !/^https?:$/.test(next.protocol))
    throw refuse('redirects to something that is not a web address.');
  next.hash = '';
  if (next.username !== '' || next.password !== '')
    throw refuse(`redirects to ${next.host} with a user name in the address.`);
  if (from.protocol === 'https:' && next.protocol === 'http:')
    throw refuse(`redirects from https to plain http at ${next.host}.`);
  if (seen.has(next.href)) throw refuse('redirects without end.');
  if (seen.size > redirectsMax) throw refuse(`redirects more than ${redirectsMax} times.`);
  return next;
}
