import { savedQuestionLimits } from './limits.ts';
import type { KnownQuestion } from './saved-question.ts';

/**
 * Whether the owner of a question has not been here for so long that nobody knows what they may read by now: they may have
 * left. Nothing is told then by their rights, to a webhook or to who brings a key, until they come back.
 */
export function isOwnerAway({ ownerSeenAt }: Pick<KnownQuestion, 'ownerSeenAt'>, now: number): boolean {
  return ownerSeenAt !== undefined && now - ownerSeenAt > savedQuestionLimits.rightsKnownDays * dayMs;
}

const dayMs = 24 * 60 * 60 * 1_000;
