import { nextTurn } from './slices.ts';

/**
 * Writes entries in batches: what comes within one turn of the event loop, and while a commit is under way, shares one
 * commit. Each call resolves or rejects with the commit of its batch. A slow disk so gets fewer and larger commits.
 */
export function createGroupCommit<T>(
  commit: (entries: readonly T[]) => Promise<void>,
): (entry: T) => Promise<void> {
  let waiting: { readonly entry: T; readonly written: PromiseWithResolvers<void> }[] = [];
  let isWriting = false;

  const writeWaiting = async () => {
    isWriting = true;
    while (waiting.length > 0) {
      await nextTurn();
      const batch = waiting;
      waiting = [];
      try {
        await commit(batch.map(({ entry }) => entry));
        for (const { written } of batch) written.resolve();
      } catch (error) {
        for (const { written } of batch) written.reject(error);
      }
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
