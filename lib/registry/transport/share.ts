type Flight<T> = {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
  isSettled: boolean;
};

/** Runs work that others may be waiting for already: callers with the same key get one result. */
export type Share<T> = (
  key: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/**
 * Lets identical requests share one answer while it is on its way. A caller who gives up leaves the others waiting;
 * the work is aborted when the last has gone.
 */
export function createShare<T>(): Share<T> {
  const flights = new Map<string, Flight<T>>();
  return async (key, signal, work) => {
    signal?.throwIfAborted();
    const flight = flights.get(key) ?? start(key, work, flights);
    flight.waiting += 1;
    try {
      return await orAbort(flight.result, signal);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0 && !flight.isSettled) flight.controller.abort();
    }
  };
}

function start<T>(
  key: string,
  work: (signal: AbortSignal) => Promise<T>,
  flights: Map<string, Flight<T>>,
): Flight<T> {
  const controller = new AbortController();
  // An aborted flight must not be joined by whoever comes after.
  const forget = () => {
    if (flights.get(key) === flight) flights.delete(key);
  };
  controller.signal.addEventListener('abort', forget, { once: true });
  const result = work(controller.signal).finally(() => {
    flight.isSettled = true;
    forget();
  });
  // Each waiter sees the failure through its own promise; with no waiter left nobody needs to.
  result.catch(() => undefined);
  const flight: Flight<T> = { result, controller, waiting: 0, isSettled: false };
  flights.set(key, flight);
  return flight;
}

function orAbort<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
