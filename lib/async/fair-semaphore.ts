import type { Release } from './semaphore.ts';
import { once } from './semaphore.ts';

/** How many run and wait at the same time; waiting has no bound where none is given. */
export type FairSemaphoreOptions = {
  readonly permits: number;
  readonly permitsPerOwner: number;
  readonly waitingMax?: number;
  readonly waitingMaxPerOwner?: number;
};

/** Lets a bounded number of pieces of work run at the same time; the others wait, and their owners take turns. */
export type FairSemaphore = {
  /**
   * Waits for a permit for this owner. Rejects with the signal's reason when it is aborted while waiting.
   *
   * @throws SemaphoreFull when too many wait already
   */
  readonly acquire: (owner: object, signal?: AbortSignal) => Promise<Release>;
};

/** Too many callers wait already. */
export class SemaphoreFull extends Error {
  override readonly name = 'SemaphoreFull';
}

type Waiting = {
  readonly signal: AbortSignal | undefined;
  /** Called at once when the wait ends in whatever way. */
  readonly onLeave: () => void;
  readonly grant: () => Release;
};
type Line = { running: number; readonly waiting: Set<() => void> };

/**
 * A semaphore whose permits go round the owners, so that an owner with a hundred requests delays another by one request
 * and not by a hundred. Permits of one owner are given in the order of arrival.
 */
export function createFairSemaphore(options: FairSemaphoreOptions): FairSemaphore {
  const { permits, permitsPerOwner, waitingMax = Infinity, waitingMaxPerOwner = Infinity } = options;
  // In the order of turns: an owner that got a permit goes to the end.
  const lines = new Map<object, Line>();
  let running = 0;
  let waiting = 0;

  const isFree = (line: Line) => running < permits && line.running < permitsPerOwner;
  const grant = (owner: object, line: Line): Release => {
    lines.delete(owner);
    lines.set(owner, line);
    running += 1;
    line.running += 1;
    return once(() => {
      running -= 1;
      line.running -= 1;
      admit();
    });
  };
  const admit = () => {
    for (const [owner, line] of lines) {
      if (line.running === 0 && line.waiting.size === 0) lines.delete(owner);
      const [next] = line.waiting;
      if (next !== undefined && isFree(line)) next();
    }
  };
  const onLeave = () => {
    waiting -= 1;
  };

  return {
    acquire: async (owner, signal) => {
      signal?.throwIfAborted();
      const line = lines.get(owner) ?? { running: 0, waiting: new Set() };
      lines.set(owner, line);
      if (line.waiting.size === 0 && isFree(line)) return grant(owner, line);
      if (waiting >= waitingMax || line.waiting.size >= waitingMaxPerOwner)
        throw new SemaphoreFull('Too many are waiting.');
      waiting += 1;
      return await waitIn(line.waiting, { signal, onLeave, grant: () => grant(owner, line) });
    },
  };
}

/** Waits until the entry that it adds to `line` is called, and gives what `grant` gives then. */
function waitIn(line: Set<() => void>, { signal, onLeave, grant }: Waiting): Promise<Release> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      line.delete(start);
      onLeave();
      signal?.removeEventListener('abort', giveUp);
    };
    const start = () => {
      leave();
      resolve(grant());
    };
    const giveUp = () => {
      leave();
      reject(signal?.reason);
    };
    line.add(start);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
