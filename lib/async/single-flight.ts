import { orAbort } from './timeout.ts';

type Flight<T> = {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  callers: number;
  isSettled: boolean;
};

/** Whose call it is; `onShared` is called when the result came from work that somebody else had begun. */
type Caller = { readonly signal?: AbortSignal | undefined; readonly onShared?: () => void };

/** Runs `work` unless the same key is under way already: then all callers get one result, or one failure. */
export type SingleFlight<T> = (
  key: string,
  work: (signal: AbortSignal) => Promise<T>,
  caller?: Caller,
) => Promise<T>;

/**
 * Lets calls with the same key share one result while it is on its way; nothing is kept once it is there. A caller whose
 * signal is aborted leaves the others waiting; the work's own signal is aborted when the last caller has gone.
 */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();
  return async (key, work, { signal, onShared } = {}) => {
    signal?.throwIfAborted();
    const joined = flights.get(key);
    const flight = joined ?? start(key, work, flights);
    flight.callers += 1;
    try {
      const result = await orAbort(flight.result, signal);
      if (joined !== undefined) onShared?.();
      return result;
    } finally {
      flight.callers -= 1;
      if (flight.callers === 0 && !flight.isSettled) flight.controller.abort();
    }
  };
}

function start<T>(
  key: string,
  work: (signal: AbortSignal) => Promise<T>,
  flights: Map<string, Flight<T>>,
): Flight<T> {
  const controller = new AbortController();
  // Whoever comes after an abort must not join a flight that fails.
  const forget = () => {
    if (flights.get(key) === flight) flights.delete(key);
  };
  controller.signal.addEventListener('abort', forget, { once: true });
  const result = work(controller.signal).finally(() => {
    flight.isSettled = true;
    forget();
  });
  // Each caller sees the failure through its own promise; with no caller left nobody needs to.
  result.catch(() => undefined);
  const flight: Flight<T> = { result, controller, callers: 0, isSettled: false };
  flights.set(key, flight);
  return flight;
}
