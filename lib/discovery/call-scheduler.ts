import { createSemaphore } from '#lib/async/semaphore';
import { RegistryError } from '#lib/registry/registry-error';

/** What goes first when many calls wait: what was named, then each further step, then documents, then parents. */
export const priorities = { root: 4, step: 3, document: 2, parents: 0 } as const;

/** Decides when the calls of a walk run: a bounded number at a time, the most important first, none once it is closed. */
export type CallScheduler = {
  /** Rejects with RegistryError `cancelled` when it was closed, or the priority is below the minimum, before its turn. */
  readonly run: <T>(call: (signal: AbortSignal) => Promise<T>, priority: number) => Promise<T>;
  /** Aborts the calls that are under way, and refuses those that wait. */
  readonly close: () => void;
  /** Refuses everything below this priority from now on; calls that are under way continue. */
  readonly setMinimumPriority: (priority: number) => void;
  readonly isClosed: () => boolean;
  /** Whether it is closed or has a minimum priority. */
  readonly isRestricted: () => boolean;
};

/** The scheduler of one walk; `signal` aborts its calls from outside. */
export function createCallScheduler(
  registry: string,
  concurrency: number,
  signal: AbortSignal,
): CallScheduler {
  const stop = new AbortController();
  const anySignal = AbortSignal.any([signal, stop.signal]);
  const semaphore = createSemaphore(concurrency);
  let minimum = Number.NEGATIVE_INFINITY;
  return {
    run: (call, priority) =>
      semaphore.run(
        async () => {
          if (anySignal.aborted || priority < minimum)
            throw new RegistryError('cancelled', registry, 'The walk was stopped.');
          return await call(anySignal);
        },
        { priority },
      ),
    close: () => stop.abort(),
    setMinimumPriority: (priority) => {
      minimum = priority;
    },
    isClosed: () => stop.signal.aborted,
    isRestricted: () => stop.signal.aborted || minimum > Number.NEGATIVE_INFINITY,
  };
}
