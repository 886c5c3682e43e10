/** How work may be stopped. */
export type TimeoutOptions = {
  readonly signal?: AbortSignal | undefined;
  /** No limit when left out. */
  readonly timeoutMs?: number | undefined;
  /** The result still obeys `signal` after the work is done, as the body of a response does. */
  readonly outlives?: boolean;
};

/**
 * Runs work under a signal that is also aborted when the time is up. Rejects with the reason of the outer signal, or with
 * a DOMException named `TimeoutError`, without waiting for the work to notice.
 */
export function withTimeout<T>(
  { signal: outer, timeoutMs, outlives = false }: TimeoutOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // AbortSignal.any would read better, but for one of a thousand requests it costs more than all else here.
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const stop = (reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    };
    const onAbort = () => stop(outer?.reason);
    const onTimeout = () => stop(new DOMException('The time is up.', 'TimeoutError'));
    const timer = timeoutMs === undefined ? undefined : setTimeout(onTimeout, timeoutMs);
    const cleanUp = () => {
      clearTimeout(timer);
      if (!outlives) outer?.removeEventListener('abort', onAbort);
    };
    if (outer?.aborted) onAbort();
    else outer?.addEventListener('abort', onAbort, { once: true });
    if (controller.signal.aborted) cleanUp();
    else work(controller.signal).finally(cleanUp).then(resolve, reject);
  });
}

/** A signal that follows another one, until it is released. */
export type OwnSignal = {
  readonly signal: AbortSignal;
  /** Leaves no listener on the signal that was followed; may be called more than once. */
  readonly release: () => void;
};

/**
 * A signal for one piece of work, aborted with `outer` and for its reason. All that listens meanwhile listens to this one,
 * so that one signal which many pieces of work share is asked to forget one listener each, and keeps none.
 */
export function followSignal(outer: AbortSignal | undefined): OwnSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(outer?.reason);
  if (outer?.aborted) stop();
  else outer?.addEventListener('abort', stop, { once: true });
  return { signal: controller.signal, release: () => outer?.removeEventListener('abort', stop) };
}

/** The result of a promise, unless the signal is aborted first: then it rejects with the signal's reason. */
export function orAbort<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Waits as {@link delay} does, or not at all in a test. */
export type Delay = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Waits; rejects with the signal's reason as soon as it is aborted. */
export function delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
