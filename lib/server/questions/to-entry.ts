import type { SavedQuestionEntry } from '#lib/api/contract/saved-question-contract';
import type { QuestionScope } from '#lib/inventory/questions/reachable';
import { versionOf } from './question-version.ts';
import { registriesDecide } from './registries-decide.ts';
import type { KnownQuestion } from './saved-question.ts';

/** Who reads a question: the owner of their own ones, and what they may read. */
export type QuestionReader = { readonly owner: string; readonly reach: QuestionScope['reach'] };

/** A question as a reader sees it. Hits are counted by the rights of its owner: who has others does not see the number. */
export function toEntry(question: KnownQuestion, reader: QuestionReader): SavedQuestionEntry {
  const { id, name, asked, isShared, owner, ownerName, createdAt, standing, webhook, delivery } = question;
  const isOwn = owner === reader.owner;
  const seesHits = !registriesDecide() && (isOwn || hasSameReach(question, reader));
  return {
    ...{ id, name, question: { ...asked }, shared: isShared, own: isOwn },
    ...(isOwn ? {} : { owner: ownerName }),
    created: timeOf(createdAt),
    ...(isOwn ? { version: versionOf(question) } : {}),
    ...(standing === undefined || !seesHits
      ? {}
      : {
          hits: {
            count: standing.count,
            more: !standing.isWhole,
            asked: timeOf(standing.askedAt),
            since: timeOf(standing.since),
          },
        }),
    hasKey: isOwn && question.keyHash !== undefined,
    ...(webhook === undefined || !isOwn
      ? {}
      : {
          webhook: {
            address: webhook.address,
            ...(delivery === undefined ? {} : { lastAt: timeOf(delivery.at) }),
            ...(delivery?.error === undefined ? {} : { lastError: delivery.error }),
          },
        }),
  };
}

/** Whether what the owner of a question may read is what its reader may read. */
export function hasSameReach(
  { reach }: Pick<KnownQuestion, 'reach'>,
  reader: Pick<QuestionReader, 'reach'>,
): boolean {
  const textOf = (patterns: QuestionScope['reach']) => JSON.stringify(patterns?.toSorted() ?? null);
  return textOf(reach) === textOf(reader.reach);
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
