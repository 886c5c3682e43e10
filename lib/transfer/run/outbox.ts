/** Values that are handed over in batches, as many as there are whenever somebody asks. */
export type Outbox<T> = {
  readonly put: (value: T) => void;
  readonly size: () => number;
  /** All that waits; when nothing does, what comes next, or nothing once `wake` is called. */
  readonly take: () => Promise<readonly T[]>;
  readonly wake: () => void;
};

/** An empty outbox for one reader. */
export function createOutbox<T>(): Outbox<T> {
  let waiting: T[] = [];
  let bell = Promise.withResolvers<void>();
  return {
    size: () => waiting.length,
    wake: () => bell.resolve(),
    put: (value) => {
      waiting.push(value);
      bell.resolve();
    },
    take: async () => {
      if (waiting.length === 0) await bell.promise;
      const batch = waiting;
      waiting = [];
      bell = Promise.withResolvers<void>();
      return batch;
    },
  };
}
