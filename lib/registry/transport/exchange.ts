import { orAbort, withTimeout } from '#lib/async/timeout';
import { OciError } from '#lib/oci/oci-error';
import type { Authorizer } from '#lib/registry/auth/authorizer';
import { assertIdentity, discard } from '#lib/registry/body';
import type { Fetch, FetchRequest, RedirectContext } from '#lib/registry/fetch';
import { followRedirects, UnsentRequest } from '#lib/registry/fetch';
import type { GatherLimits, HttpAnswer } from '#lib/registry/http-answer';
import type { RegistryLimits } from '#lib/registry/limits';
import { fixedLimits } from '#lib/registry/limits';
import type { RequestTarget } from '#lib/registry/read-error';
import { isTransientStatus, readError } from '#lib/registry/read-error';
import { isOutage, RegistryError } from '#lib/registry/registry-error';
import type { Breaker } from './breaker.ts';
import type { AdaptiveConcurrencyLimit, RegistrySemaphores } from './concurrency.ts';
import type { RateLimitTracker } from './rate-limit-tracker.ts';
import type { Retry } from './retry.ts';

/** What was to be sent could not be read: no fault of the registry that it was meant for. The reason is the cause. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  constructor(cause: unknown) {
    super('Orrery could not read the content to send.', { cause });
  }
}

/** What a request carries: opened anew each time it is sent. `failure` says what broke there and not at the registry. */
export type CallBody = {
  readonly open: () => Promise<NonNullable<FetchRequest['body']>>;
  readonly failure?: () => SourceFailure | undefined;
};

/** One request to the registry. */
type Call = {
  readonly method: FetchRequest['method'];
  /** Path and query, or a whole address that was found to be the registry's own. */
  readonly path: string;
  readonly body?: CallBody;
  /** Not tried again by itself: a step of an upload, which is begun anew as a whole. */
  readonly isOnce?: boolean;
  /** The rights it needs, in the words of the token protocol: `repository:demo/app:pull`; several apart by spaces. */
  readonly scope?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly target: RequestTarget;
  readonly signal?: AbortSignal | undefined;
  /** A blob on its way: no time limit for its bytes, and no place in the queue of small requests. */
  readonly isTransfer?: boolean;
  readonly allowsReuse?: boolean;
  /** A blob that is read at once, since it is small: no time limit for its bytes, and a place among the small requests. */
  readonly isDocument?: boolean;
  /** Bytes of a success that are read at the most; `errorMaxBytes` where left out, as for answers that nobody reads. */
  readonly answerMaxBytes?: number;
};

/**
 * Sends a call and reads its answer, trying again where that may help. `read` sees every answer but 401, 408, 429 and
 * 5xx; of these it sees 501, by which a registry says that it cannot do this.
 */
export type Exchange = <T>(
  call: Call,
  read: (response: HttpAnswer, signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** All that one exchange needs; `authorizer` belongs to one session. */
export type ExchangeContext = RedirectContext & {
  readonly authorizer: Authorizer;
  readonly limits: RegistryLimits;
  readonly retry: Retry;
  /** Bounds how many small requests of this session are under way at the same time. */
  readonly concurrency: AdaptiveConcurrencyLimit;
  /** Shared with the other sessions that ask this registry; `session` is whose turn it is there. */
  readonly queues: RegistrySemaphores;
  readonly session: object;
  readonly breaker: Breaker;
  readonly rates: RateLimitTracker;
};

/** The one way to the registry: queues, time limit, retries, authorization, redirects; in this order from outside. */
export function createExchange(context: ExchangeContext): Exchange {
  const { breaker, concurrency, queues, session, limits, registry, retry } = context;
  return async (call, read) => {
    const attempt = () =>
      throughBreaker(context, call, (fetch) =>
        withTimeout(
          { signal: call.signal, timeoutMs: timeLimitOf(call, limits), outlives: isDownload(call) },
          async (signal) => read(await sendAuthorized(call, signal, { ...context, fetch }), signal),
        ).catch((error: unknown) => {
          throw explainFailure(error, call, registry);
        }),
      );
    // To wait here is no fault of the registry: its breaker and the time limit see what comes after.
    const withPermit = async () => {
      const release = await queues.requests.acquire(session, call.signal);
      return await attempt().finally(release);
    };
    const queued = async () => {
      await afterProbe(breaker, call, breaker.check);
      if (call.isTransfer === true) return attempt();
      return call.isDocument === true ? withPermit() : concurrency.run(call.signal, withPermit);
    };
    try {
      return call.isOnce === true ? await queued() : await retry(queued, call.signal);
    } catch (error) {
      if (call.signal?.aborted) throw cancelled(registry, error);
      throw error;
    }
  };
}

function isDownload({ isTransfer = false, isDocument = false, body }: Call): boolean {
  return (isTransfer || isDocument) && body === undefined;
}

function gatherLimitsOf({ answerMaxBytes }: Call, { errorMaxBytes }: RegistryLimits): GatherLimits {
  return { maxBytes: answerMaxBytes ?? errorMaxBytes, errorMaxBytes };
}

// An upload is answered when its last byte has come, however long that takes.
function timeLimitOf({ isTransfer = false, body }: Call, limits: RegistryLimits): number | undefined {
  return isTransfer && body !== undefined ? undefined : limits.metadataTimeoutMs;
}

/** One attempt that the breaker counts. Storage that a redirect led to may fail without the registry being down. */
async function throughBreaker<T>(
  context: ExchangeContext,
  call: Call,
  attempt: (fetch: Fetch) => Promise<T>,
): Promise<T> {
  const { breaker } = context;
  const breakerCall = await afterProbe(breaker, call, () => breaker.enter(isShort(call)));
  let isRedirected = false;
  const fetch: Fetch = (url, request) => {
    isRedirected = request.purpose === 'redirect';
    return context.fetch(url, request);
  };
  try {
    const result = await attempt(fetch);
    breakerCall.end('answered');
    return result;
  } catch (error) {
    // These say nothing of the registry.
    const isUnsent = error instanceof UnsentRequest;
    const isCancelled = error instanceof RegistryError && error.code === 'cancelled';
    breakerCall.end(
      isUnsent || isCancelled ? 'cancelled' : isOutage(error) && !isRedirected ? 'failed' : 'answered',
    );
    throw error;
  }
}

/**
 * Acts once no probe of the breaker is under way: of many requests after a pause one is sent, and its answer decides
 * about all. Blobs neither wait nor are waited for, since they may take long, and the bytes of one that is sent may come
 * from the same registry.
 */
async function afterProbe<T>(breaker: Breaker, call: Call, act: () => T): Promise<T> {
  if (isShort(call)) {
    for (let probe = breaker.probe(); probe !== undefined; probe = breaker.probe()) {
      await orAbort(probe, call.signal);
    }
  }
  return act();
}

function isShort({ isTransfer = false, isDocument = false }: Call): boolean {
  return !isTransfer && !isDocument;
}

/** Sends a call, answering challenges with what the authorizer finds. */
async function sendAuthorized(
  call: Call,
  signal: AbortSignal,
  context: ExchangeContext,
): Promise<HttpAnswer> {
  const { authorizer, registry } = context;
  const url = new URL(call.path, context.origin);
  let authorization = authorizer.current(call.scope);
  for (let challenges = 0; ; challenges++) {
    const { response, isSameOrigin } = await followRedirects(
      url,
      {
        method: call.method,
        headers: { 'accept-encoding': 'identity', ...call.headers },
        body: await call.body?.open(),
        authorization,
        purpose: 'registry',
        ...(call.isTransfer === true ? { isTransfer: true } : {}),
        ...(call.allowsReuse === true ? { allowsReuse: true } : {}),
        gather: isDownload(call) ? undefined : gatherLimitsOf(call, context.limits),
        signal,
      },
      context,
    );
    if (isSameOrigin) context.rates.note(response);
    assertIdentity(response, registry);
    // A challenge from where a redirect led is not the registry's: answering it would carry credentials there.
    const header = response.status === 401 && isSameOrigin ? response.headers.get('www-authenticate') : null;
    const refusal = { url, scope: call.scope, sent: authorization, again: challenges > 0, signal };
    const next =
      header === null || challenges >= fixedLimits.challengesMax
        ? undefined
        : await authorizer.answer({ challenges: header, ...refusal });
    if (next === undefined) return await successOrThrow(response, call, authorization, context);
    await discard(response);
    authorization = next;
  }
}

/** The response, if the call may read it: a 401 and what may pass by itself are errors for every call. */
async function successOrThrow(
  response: HttpAnswer,
  { target }: Call,
  authorization: string | undefined,
  { authorizer, limits, registry }: ExchangeContext,
): Promise<HttpAnswer> {
  const { status } = response;
  const isDenied = status === 401 || status === 403;
  const withheld = isDenied ? authorizer.withheld() : undefined;
  if (withheld !== undefined) {
    await discard(response);
    throw withheld;
  }
  if (status !== 401 && !isTransientStatus(status)) return response;
  const hasCredentials = authorization !== undefined && authorizer.isIdentified();
  throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes, hasCredentials });
}

const explained = [RegistryError, OciError, SourceFailure, UnsentRequest] as const;

/** The error that a failed attempt ends with, in words about the target where the failure itself has none. */
function explainFailure(error: unknown, call: Call, registry: string): unknown {
  const sourceFailure = call.signal?.aborted ? undefined : call.body?.failure?.();
  if (sourceFailure !== undefined) return sourceFailure;
  if (explained.some((kind) => error instanceof kind)) return error;
  if (call.signal?.aborted) return cancelled(registry, error);
  const { what, change } = call.target;
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    const message = `${registry} did not ${change ?? 'give'} ${what} in time.`;
    return new RegistryError('timeout', registry, message, { cause: error });
  }
  const message = `${registry} closed the connection while it ${change === undefined ? 'sent' : `was to ${change}`} ${what}.`;
  return new RegistryError('unavailable', registry, message, { cause: error });
}

/** The error for what a caller no longer wants. */
export function cancelled(registry: string, cause: unknown): RegistryError {
  if (cause instanceof RegistryError && cause.code === 'cancelled') return cause;
  return new RegistryError('cancelled', registry, `The request to ${registry} was cancelled.`, { cause });
}
