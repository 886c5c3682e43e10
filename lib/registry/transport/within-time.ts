/** Who may call it off, and whether what it yields is still bound to that once the work is done: a body on its way. */
type TimedWork = { readonly signal?: AbortSignal | undefined; readonly outlives: boolean };

/**
 * Runs work under a signal that also fires when the time is up, if there is a limit, and not once the work is done.
 */
export function withinTime<T>(
  { signal: outer, outlives }: TimedWork,
  milliseconds: number | undefined,
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
    const expire = () => end(new DOMException('The time is up.', 'TimeoutError'));
    const timeout = milliseconds === undefined ? undefined : setTimeout(expire, milliseconds);
    const cleanUp = () => {
      clearTimeout(timeout);
      if (!outlives) outer?.removeEventListener('abort', leave);
    };
    if (outer?.aborted) leave();
    else outer?.addEventListener('abort', leave, { once: true });
    if (stop.signal.aborted) cleanUp();
    else work(stop.signal).then(resolve, reject).finally(cleanUp);
  });
}
