import { nextTurn } from './slices.ts';
import type { Delay } from './timeout.ts';
import { delay } from './timeout.ts';

export type GroupCommitOptions = {
  /** The longest pause before a commit. */
  readonly pauseMaxMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly delay?: Delay;
};

/**
 * Writes entries in batches: what comes within one turn of the event loop, and while a commit is under way, shares one
 * commit. Each call resolves or rejects with the commit of its batch. A commit may block the event loop; before the next
 * one it is free for as long, so a slow disk gets fewer and larger commits and never takes more than half the time.
 */
export function createGroupCommit<T>(
  commit: (entries: readonly T[]) => Promise<void>,
  { pauseMaxMs, now, delay: wait = delay }: GroupCommitOptions,
): (entry: T) => Promise<void> {
  let waiting: { readonly entry: T; readonly written: PromiseWithResolvers<void> }[] = [];
  let isWriting = false;
  let tookMs = 0;

  const writeWaiting = async () => {
    isWriting = true;
    while (waiting.length > 0) {
      await (tookMs < 1 ? nextTurn() : wait(Math.min(tookMs, pauseMaxMs)));
      const batch = waiting;
      waiting = [];
      const began = now();
      try {
        await commit(batch.map(({ entry }) => entry));
        for (const { written } of batch) written.resolve();
      } catch (error) {
        for (const { written } of batch) written.reject(error);
      }
      tookMs = now() - began;
    }
    isWriting = false;
  };

  return (entry) => {
    const written = Promise.withResolvers<void>();
    waiting.push({ entry, written });
    if (!isWriting) void writeWaiting();
    return written.promise;
  };
}
