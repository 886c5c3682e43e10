import { OciError } from '#lib/oci/oci-error';
import type { Authorizer } from '#lib/registry/auth/authorizer';
import { assertIdentity, discard } from '#lib/registry/body';
import type { Fetch } from '#lib/registry/fetch';
import type { Wanted } from '#lib/registry/registry-answer';
import { failureOf, isPassingFailure } from '#lib/registry/registry-answer';
import { RegistryError } from '#lib/registry/registry-error';
import type { RegistryLimits } from '#lib/registry/registry-limits';
import type { Breaker } from '#lib/registry/transport/breaker';
import { isOutage } from '#lib/registry/transport/breaker';
import type { HopContext } from '#lib/registry/transport/hops';
import { followHops } from '#lib/registry/transport/hops';
import type { RateBook } from '#lib/registry/transport/rate-limit';
import type { Retry } from '#lib/registry/transport/retry';
import type { Window } from '#lib/registry/transport/window';

/** One safe request to the registry, by its path and query. */
type Call = {
  readonly method: 'GET' | 'HEAD';
  readonly path: string;
  /** The right it needs, in the words of the token protocol: `repository:demo/app:pull`. */
  readonly scope?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly wanted: Wanted;
  readonly signal?: AbortSignal | undefined;
  /** A blob on its way: no time limit for its bytes, and no place in the queue of small requests. */
  readonly isTransfer?: boolean;
};

/** Sends a call and reads its answer, trying again where that may help. `read` sees every answer but 401, 408, 429 and 5xx. */
export type Exchange = <T>(
  call: Call,
  read: (response: Response, signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** All that one exchange needs; `authorizer` belongs to one session. */
export type ExchangeContext = HopContext & {
  readonly authorizer: Authorizer;
  readonly limits: RegistryLimits;
  readonly retry: Retry;
  /** Bounds how many small requests are under way at once. */
  readonly window: Window;
  readonly breaker: Breaker;
  readonly rates: RateBook;
};

const challengesMax = 2;

/** The one way to the registry: queue, time limit, retries, authorization, redirects; in this order from outside. */
export function createExchange(context: ExchangeContext): Exchange {
  const { breaker, window, limits, registry, retry } = context;
  return async (call, read) => {
    const attempt = () =>
      watched(context, (atHome) =>
        withinTime(call, limits.metadataTimeoutMs, async (signal) => {
          const response = await authorized(call, signal, atHome);
          return read(response, signal);
        }).catch((error: unknown) => rethrow(error, call, context)),
      );
    const queued = () => {
      breaker.check();
      return call.isTransfer === true ? attempt() : window.run(call.signal, attempt);
    };
    try {
      return await retry(queued, call.signal);
    } catch (error) {
      if (call.signal?.aborted) throw cancelled(registry, error);
      throw error;
    }
  };
}

/** One attempt under the breaker's eyes. Storage that a redirect led to may fail without the registry being down. */
async function watched<T>(
  context: ExchangeContext,
  attempt: (context: ExchangeContext) => Promise<T>,
): Promise<T> {
  const permit = context.breaker.enter();
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
    const isGone = error instanceof RegistryError && error.code === 'cancelled';
    permit.end(isGone ? 'left' : isOutage(error) && !isAway ? 'failed' : 'answered');
    throw error;
  }
}

async function authorized(call: Call, signal: AbortSignal, context: ExchangeContext): Promise<Response> {
  const { authorizer, limits, registry } = context;
  const url = new URL(call.path, context.origin);
  let authorization = authorizer.known(call.scope);
  for (let challenges = 0; ; challenges++) {
    const { response, atHome } = await followHops(
      url,
      {
        method: call.method,
        headers: { 'accept-encoding': 'identity', ...call.headers },
        authorization,
        purpose: 'registry',
        signal,
      },
      context,
    );
    if (atHome) context.rates.note(response);
    assertIdentity(response, registry);
    // A challenge from where a redirect led is not the registry's: answering it would carry credentials there.
    const header = response.status === 401 && atHome ? response.headers.get('www-authenticate') : null;
    const next =
      header === null || challenges >= challengesMax
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
      if (response.status !== 401 && !isPassingFailure(response.status)) return response;
      const identified = authorization !== undefined && authorizer.isIdentified();
      throw await failureOf(response, {
        registry,
        wanted: call.wanted,
        maxBytes: limits.errorMaxBytes,
        identified,
      });
    }
    await discard(response);
    authorization = next;
  }
}

/**
 * Runs work under a signal that also fires when the time is up, and not once the work is done. A transfer goes on after
 * that: its bytes stay bound to the caller's own signal.
 */
function withinTime<T>(
  { signal: outer, isTransfer = false }: Call,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // By hand: AbortSignal.any costs more than all else that is done here for one of a thousand requests.
  const stop = new AbortController();
  return new Promise((resolve, reject) => {
    const end = (reason: unknown) => {
      reject(reason);
      stop.abort(reason);
    };
    const leave = () => end(outer?.reason);
    const timeout = setTimeout(() => end(new DOMException('The time is up.', 'TimeoutError')), milliseconds);
    const cleanUp = () => {
      clearTimeout(timeout);
      if (!isTransfer) outer?.removeEventListener('abort', leave);
    };
    if (outer?.aborted) leave();
    else outer?.addEventListener('abort', leave, { once: true });
    if (stop.signal.aborted) cleanUp();
    else work(stop.signal).then(resolve, reject).finally(cleanUp);
  });
}

function rethrow(error: unknown, call: Call, { registry }: ExchangeContext): never {
  if (error instanceof RegistryError || error instanceof OciError) throw error;
  if (call.signal?.aborted) throw cancelled(registry, error);
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    const message = `${registry} did not give ${call.wanted.what} in time.`;
    throw new RegistryError('timeout', registry, message, { cause: error });
  }
  const message = `${registry} broke off while it sent ${call.wanted.what}.`;
  throw new RegistryError('unavailable', registry, message, { cause: error });
}

/** The error for what a caller no longer wants. */
export function cancelled(registry: string, cause: unknown): RegistryError {
  if (cause instanceof RegistryError && cause.code === 'cancelled') return cause;
  return new RegistryError('cancelled', registry, `The request to ${registry} was cancelled.`, { cause });
}
