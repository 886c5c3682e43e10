/** Gives a permit back; calling it again does nothing. */
export type Release = () => void;

/** When a caller gets its permit: a higher `priority` first (0 when left out), equal ones in the order of arrival. */
type Turn = { readonly priority?: number; readonly signal?: AbortSignal | undefined };

/** Lets a bounded number of pieces of work run at the same time; the others wait. */
export type Semaphore = {
  /** Runs `work` under a permit and gives its result. Rejects with the signal's reason when it is aborted while waiting. */
  readonly run: <T>(work: () => Promise<T>, turn?: Turn) => Promise<T>;
  /** Waits for a permit that the caller releases. Rejects with the signal's reason when it is aborted while waiting. */
  readonly acquire: (turn?: Turn) => Promise<Release>;
  /** Changes how many may run; work that is under way continues. */
  readonly resize: (permits: number) => void;
  readonly waiting: () => number;
};

/** A semaphore with this many permits, a number of at least 1. */
export function createSemaphore(permits: number): Semaphore {
  const queue = createPriorityQueue();
  let size = permits;
  let running = 0;

  const admit = () => {
    while (running < size) {
      const start = queue.takeFirst();
      if (start === undefined) return;
      running += 1;
      start();
    }
  };
  const release = () => {
    running -= 1;
    admit();
  };
  /** Undefined when there is a permit at once: a promise would cost a turn of the microtask queue. */
  const enter = ({ priority = 0, signal }: Turn): Promise<void> | undefined => {
    signal?.throwIfAborted();
    if (running >= size) return queue.wait(priority, signal);
    running += 1;
    return undefined;
  };

  return {
    run: async (work, turn = {}) => {
      await enter(turn);
      try {
        return await work();
      } finally {
        release();
      }
    },
    acquire: async (turn = {}) => {
      await enter(turn);
      return once(release);
    },
    resize: (next) => {
      size = next;
      admit();
    },
    waiting: queue.size,
  };
}

/** A function that acts at its first call only. */
export function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}

function createPriorityQueue() {
  const levels = new Map<number, Set<() => void>>();
  const remove = (priority: number, start: () => void) => {
    const level = levels.get(priority);
    level?.delete(start);
    if (level?.size === 0) levels.delete(priority);
  };
  return {
    size: () => {
      let size = 0;
      for (const level of levels.values()) size += level.size;
      return size;
    },
    takeFirst: (): (() => void) | undefined => {
      if (levels.size === 0) return undefined;
      let priority = Number.NEGATIVE_INFINITY;
      for (const level of levels.keys()) priority = Math.max(priority, level);
      const [first] = levels.get(priority) ?? [];
      if (first !== undefined) remove(priority, first);
      return first;
    },
    wait: (priority: number, signal: AbortSignal | undefined) =>
      new Promise<void>((resolve, reject) => {
        const giveUp = () => {
          remove(priority, start);
          reject(signal?.reason);
        };
        const start = () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        };
        const level = levels.get(priority) ?? new Set();
        levels.set(priority, level.add(start));
        signal?.addEventListener('abort', giveUp, { once: true });
      }),
  };
}
