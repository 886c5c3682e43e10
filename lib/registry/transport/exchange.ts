import { orAbort } from '#lib/async/abort';
import { withTimeout } from '#lib/async/timeout';
import { OciError } from '#lib/oci/oci-error';
import type { Authorizer } from '#lib/registry/auth/authorizer';
import { assertIdentity, discard } from '#lib/registry/body';
import { isOutage } from '#lib/registry/error-traits';
import type { Fetch, FetchRequest } from '#lib/registry/fetch';
import type { RedirectContext } from '#lib/registry/follow-redirects';
import { followRedirects } from '#lib/registry/follow-redirects';
import type { RegistryLimits } from '#lib/registry/limits';
import { fixedLimits } from '#lib/registry/limits';
import type { RequestTarget } from '#lib/registry/read-error';
import { isTransientStatus, readError } from '#lib/registry/read-error';
import { RegistryError } from '#lib/registry/registry-error';
import type { Breaker } from '#lib/registry/transport/breaker';
import type { Retry } from '#lib/registry/transport/retry';
import type { AdaptiveConcurrencyLimit } from './adaptive-concurrency-limit.ts';
import type { RateLimitTracker } from './rate-limit-tracker.ts';
import type { RegistrySemaphores } from './registry-semaphores.ts';

/** What a request carries: opened anew each time it is sent. `failure` tells what broke in there, not at the registry. */
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
  /** A blob that is read at once, since it is small: no time limit for its bytes, and a place among the small requests. */
  readonly isDocument?: boolean;
};

/** Sends a call and reads its answer, trying again where that may help. `read` sees every answer but 401, 408, 429 and 5xx. */
export type Exchange = <T>(
  call: Call,
  read: (response: Response, signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** All that one exchange needs; `authorizer` belongs to one session. */
export type ExchangeContext = RedirectContext & {
  readonly authorizer: Authorizer;
  readonly limits: RegistryLimits;
  readonly retry: Retry;
  /** Bounds how many small requests are under way at once. */
  readonly window: AdaptiveConcurrencyLimit;
  /** Shared with the other sessions that ask this registry; `session` is whose turn it is there. */
  readonly queues: RegistrySemaphores;
  readonly session: object;
  readonly breaker: Breaker;
  readonly rates: RateLimitTracker;
};

/** The one way to the registry: queues, time limit, retries, authorization, redirects; in this order from outside. */
export function createExchange(context: ExchangeContext): Exchange {
  const { breaker, window, queues, session, limits, registry, retry } = context;
  return async (call, read) => {
    const attempt = () =>
      watched(context, call, (isSameOrigin) =>
        withTimeout(
          { signal: call.signal, timeoutMs: timeLimitOf(call, limits), outlives: isDownload(call) },
          async (signal) => {
            const response = await authorized(call, signal, isSameOrigin);
            return read(response, signal);
          },
        ).catch((error: unknown) => rethrow(error, call, context)),
      );
    // To wait for a place is no fault of the registry: its breaker and the time limit see what comes after.
    const inPlace = async () => {
      const release = await queues.requests.acquire(session, call.signal);
      return await attempt().finally(release);
    };
    const queued = async () => {
      await afterProbe(breaker, call, breaker.check);
      if (call.isTransfer === true) return attempt();
      return call.isDocument === true ? inPlace() : window.run(call.signal, inPlace);
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

// An upload is answered when its last byte has come, however long that takes.
function timeLimitOf({ isTransfer = false, body }: Call, limits: RegistryLimits): number | undefined {
  return isTransfer && body !== undefined ? undefined : limits.metadataTimeoutMs;
}

/** One attempt under the breaker's eyes. Storage that a redirect led to may fail without the registry being down. */
async function watched<T>(
  context: ExchangeContext,
  call: Call,
  attempt: (context: ExchangeContext) => Promise<T>,
): Promise<T> {
  const { breaker } = context;
  const permit = await afterProbe(breaker, call, () => breaker.enter(isShort(call)));
  let isAway = false;
  const fetch: Fetch = (url, request) => {
    isAway = request.purpose === 'redirect';
    return context.fetch(url, request);
  };
  try {
    const result = await attempt({ ...context, fetch });
    permit.end('answered');
    return result;
  } catch (error) {
    const isCancelled = error instanceof RegistryError && error.code === 'cancelled';
    permit.end(isCancelled ? 'cancelled' : isOutage(error) && !isAway ? 'failed' : 'answered');
    throw error;
  }
}

/**
 * Acts once no other request has gone to see whether the registry is up again: of many that ask at once after a pause
 * one is sent, and its answer decides about all. Blobs neither wait nor are waited for, since they may take long, and
 * the bytes of one that is sent may come from the same registry.
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

async function authorized(call: Call, signal: AbortSignal, context: ExchangeContext): Promise<Response> {
  const { authorizer, limits, registry } = context;
  const url = new URL(call.path, context.origin);
  let authorization = authorizer.known(call.scope);
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
        signal,
      },
      context,
    );
    if (isSameOrigin) context.rates.note(response);
    assertIdentity(response, registry);
    // A challenge from where a redirect led is not the registry's: answering it would carry credentials there.
    const header = response.status === 401 && isSameOrigin ? response.headers.get('www-authenticate') : null;
    const next =
      header === null || challenges >= fixedLimits.challengesMax
        ? undefined
        : await authorizer.answer({
            challenges: header,
            again: challenges > 0,
            url,
            scope: call.scope,
            sent: authorization,
            signal,
          });
    if (next === undefined) {
      const withheld = isDenied(response) ? authorizer.withheld() : undefined;
      if (withheld !== undefined) {
        await discard(response);
        throw withheld;
      }
      if (response.status !== 401 && !isTransientStatus(response.status)) return response;
      const hasCredentials = authorization !== undefined && authorizer.isIdentified();
      throw await readError(response, {
        registry,
        target: call.target,
        maxBytes: limits.errorMaxBytes,
        hasCredentials,
      });
    }
    await discard(response);
    authorization = next;
  }
}

function isDenied({ status }: Response): boolean {
  return status === 401 || status === 403;
}

function rethrow(error: unknown, call: Call, { registry }: ExchangeContext): never {
  const broken = call.signal?.aborted ? undefined : call.body?.failure?.();
  if (broken !== undefined) throw broken;
  if (error instanceof RegistryError || error instanceof OciError || error instanceof SourceFailure)
    throw error;
  if (call.signal?.aborted) throw cancelled(registry, error);
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    const message =
      call.target.change === undefined
        ? `${registry} did not give ${call.target.what} in time.`
        : `${registry} did not ${call.target.change} ${call.target.what} in time.`;
    throw new RegistryError('timeout', registry, message, { cause: error });
  }
  const message = `${registry} broke off while it ${call.target.change === undefined ? 'sent' : `was to ${call.target.change}`} ${call.target.what}.`;
  throw new RegistryError('unavailable', registry, message, { cause: error });
}

/** The error for what a caller no longer wants. */
export function cancelled(registry: string, cause: unknown): RegistryError {
  if (cause instanceof RegistryError && cause.code === 'cancelled') return cause;
  return new RegistryError('cancelled', registry, `The request to ${registry} was cancelled.`, { cause });
}

/** What was to be sent could not be read: no fault of the registry that it was meant for. The reason is the cause. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  constructor(cause: unknown) {
    super('What was to be sent could not be read.', { cause });
  }
}
