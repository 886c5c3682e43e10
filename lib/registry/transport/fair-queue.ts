/** Leaves the place that was taken; called once. */
export type Leave = () => void;

/** Lets so much work run at once; the rest waits, and the sessions take turns. */
export type FairQueue = {
  /**
   * Waits for a place for this session. Rejects with the signal's reason when it is given up, which leaves the queue at
   * once, and with {@link QueueFull} when too many wait already.
   */
  readonly enter: (session: object, signal: AbortSignal | undefined) => Promise<Leave>;
};

/** How many run and wait at once; waiting has no bound where none is given. */
export type QueueBounds = {
  readonly atOnce: number;
  readonly atOncePerSession: number;
  readonly waitingMax?: number;
  readonly waitingMaxPerSession?: number;
};

/** Too many wait already. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

type Line = { running: number; readonly waiting: Set<() => void> };

/**
 * A queue whose free places go round the sessions, so that one session with a hundred requests delays another by one
 * request and not by a hundred. Within a session the order is that of arrival.
 */
export function createFairQueue(bounds: QueueBounds): FairQueue {
  const { atOnce, atOncePerSession, waitingMax = Infinity, waitingMaxPerSession = Infinity } = bounds;
  // In the order of turns: a session that was served goes to the end.
  const lines = new Map<object, Line>();
  let running = 0;
  let waiting = 0;

  const isFree = (line: Line) => running < atOnce && line.running < atOncePerSession;

  const take = (session: object, line: Line): Leave => {
    lines.delete(session);
    lines.set(session, line);
    running += 1;
    line.running += 1;
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      running -= 1;
      line.running -= 1;
      admit();
    };
  };

  const admit = () => {
    for (const [session, line] of lines) {
      if (line.running === 0 && line.waiting.size === 0) lines.delete(session);
      const [next] = line.waiting;
      if (next !== undefined && isFree(line)) next();
    }
  };

  const wait = (session: object, line: Line, signal: AbortSignal | undefined): Promise<Leave> =>
    new Promise((resolve, reject) => {
      const leaveLine = () => {
        waiting -= 1;
        line.waiting.delete(start);
        signal?.removeEventListener('abort', giveUp);
      };
      const start = () => {
        leaveLine();
        resolve(take(session, line));
      };
      const giveUp = () => {
        leaveLine();
        reject(signal?.reason);
      };
      waiting += 1;
      line.waiting.add(start);
      signal?.addEventListener('abort', giveUp, { once: true });
    });

  return {
    enter: async (session, signal) => {
      signal?.throwIfAborted();
      const line = lines.get(session) ?? { running: 0, waiting: new Set() };
      lines.set(session, line);
      if (line.waiting.size === 0 && isFree(line)) return take(session, line);
      if (waiting >= waitingMax || line.waiting.size >= waitingMaxPerSession)
        throw new QueueFull('Too many are waiting.');
      return await wait(session, line, signal);
    },
  };
}
