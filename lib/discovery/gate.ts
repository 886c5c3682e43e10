import { RegistryError } from '#lib/registry/registry-error';

/** What goes first when many wait: what was named, then each further step, then titles, then what lies above. */
export const priorities = { root: 4, step: 3, document: 2, upward: 0 } as const;

/** Lets so many requests of a walk through at a time, those that matter most first, and none any more once it is closed. */
export type Gate = {
  readonly ask: <T>(call: (signal: AbortSignal) => Promise<T>, priority: number) => Promise<T>;
  /** Ends the requests that are under way, and refuses those that wait. */
  readonly close: () => void;
  /** Refuses everything below this priority from now on; what is under way goes on. */
  readonly narrow: (priority: number) => void;
  readonly isClosed: () => boolean;
  readonly isNarrowed: () => boolean;
};

/** A gate to the registries of one walk; `signal` closes it from outside. */
export function createGate(registry: string, concurrency: number, signal: AbortSignal): Gate {
  const stop = new AbortController();
  const anySignal = AbortSignal.any([signal, stop.signal]);
  const waiting = new Map<number, (() => void)[]>();
  let running = 0;
  let lowest = Number.NEGATIVE_INFINITY;

  const leave = () => {
    running -= 1;
    const next = takeNext(waiting);
    if (next === undefined) return;
    running += 1;
    next();
  };
  const enter = (priority: number): Promise<void> | undefined => {
    if (running < concurrency) {
      running += 1;
      return undefined;
    }
    return new Promise((resolve) => {
      const line = waiting.get(priority) ?? [];
      waiting.set(priority, line);
      line.push(resolve);
    });
  };
  return {
    ask: async (call, priority) => {
      await enter(priority);
      try {
        if (anySignal.aborted || priority < lowest)
          throw new RegistryError('cancelled', registry, 'The walk was stopped.');
        return await call(anySignal);
      } finally {
        leave();
      }
    },
    close: () => stop.abort(),
    narrow: (priority) => {
      lowest = priority;
    },
    isClosed: () => stop.signal.aborted,
    isNarrowed: () => stop.signal.aborted || lowest > Number.NEGATIVE_INFINITY,
  };
}

function takeNext(waiting: Map<number, (() => void)[]>): (() => void) | undefined {
  let best: number | undefined;
  for (const priority of waiting.keys()) if (best === undefined || priority > best) best = priority;
  const line = best === undefined ? undefined : waiting.get(best);
  const next = line?.shift();
  if (best !== undefined && line?.length === 0) waiting.delete(best);
  return next;
}
