import { savedQuestionLimits } from './limits.ts';
import type { LookParts } from './look-at.ts';
import { lookAt } from './look-at.ts';

type WatchParts = LookParts & { readonly onFault: (error: unknown) => void };

/**
 * Asks all questions that nobody has asked since `beforeMs`, those that wait longest first. False where the time of one
 * job was over before.
 */
export async function watchQuestions(
  parts: WatchParts,
  beforeMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, now, onFault } = parts;
  const { watchedAtOnce, watchForMs } = savedQuestionLimits;
  const begun = now();
  const failed = new Set<string>();
  for (;;) {
    const due = await store.due(beforeMs, watchedAtOnce + failed.size);
    const ids = due.filter((id) => !failed.has(id));
    if (ids.length === 0) return true;
    for (const id of ids) {
      signal.throwIfAborted();
      if (now() - begun > watchForMs) return false;
      try {
        const question = await store.find(id);
        if (question !== undefined) await lookAt(parts, question);
      } catch (error) {
        onFault(error);
        failed.add(id);
      }
    }
  }
}
