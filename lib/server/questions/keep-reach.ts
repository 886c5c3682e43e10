import { LRUCache } from 'lru-cache';
import { reachOf } from '#lib/inventory/questions/reachable';
import { getLog } from '#lib/server/platform/log';
import { getServices } from '#lib/server/platform/services';
import type { Session } from '#lib/server/sessions/session';
import { savedQuestionLimits } from './limits.ts';
import { getSharedQuestions } from './question-store.ts';

const known = new LRUCache<string, string>({
  max: savedQuestionLimits.knownReachesMax,
  ttl: savedQuestionLimits.reachKnownMs,
});

/**
 * Stores what the person of a session may read, if that is news: their questions are asked by these rights while they are
 * away. A database that does not answer keeps nobody from reading.
 */
export async function keepReach({ owner, user }: Session): Promise<void> {
  if (user === undefined || getServices().settings.inventory === undefined) return;
  const reach = reachOf(user.rights);
  const text = JSON.stringify(reach ?? null);
  if (known.get(owner) === text) return;
  try {
    await getSharedQuestions().setReach(owner, reach);
    known.set(owner, text);
  } catch (err) {
    getLog().warn({ err }, 'what a person may read was not stored with their questions');
  }
}
