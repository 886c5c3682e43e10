import pLimit from 'p-limit';
import { RegistryError } from '#lib/registry/registry-error';

/** Lets so many requests of a walk through at a time, and none any more once it is closed. */
export type Gate = {
  readonly ask: <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Ends the requests that are under way, and refuses those that wait. */
  readonly close: () => void;
  readonly isClosed: () => boolean;
};

/** A gate to one registry; `signal` closes it from outside. */
export function createGate(registry: string, concurrency: number, signal: AbortSignal): Gate {
  const limit = pLimit(concurrency);
  const stop = new AbortController();
  const anySignal = AbortSignal.any([signal, stop.signal]);
  return {
    ask: (call) =>
      limit(() => {
        if (anySignal.aborted) throw new RegistryError('cancelled', registry, 'The walk was stopped.');
        return call(anySignal);
      }),
    close: () => stop.abort(),
    isClosed: () => stop.signal.aborted,
  };
}
