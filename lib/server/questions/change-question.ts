import { randomUUID } from 'node:crypto';
import type { BodyOf } from '#lib/api/routes/route-types';
import { getServices } from '#lib/server/platform/services';
import type { Session } from '#lib/server/sessions/session';
import { personNameOf } from '#lib/server/sessions/session';
import { questionOwnerOf } from './get-question-store.ts';
import { judgeWebhook } from './judge-webhook.ts';
import { makeQuestionKey } from './question-key.ts';
import type { SavedQuestion } from './saved-question.ts';
import { makeSecret } from './webhook-secret.ts';

/** A question without what a person says of it. */
type Begun = Omit<SavedQuestion, 'name' | 'asked' | 'isShared'> & Partial<Pick<SavedQuestion, 'isShared'>>;

/** The question that a person begins to save. */
export function newQuestion(session: Session): Begun {
  const ownerName = personNameOf(session) ?? '';
  return { id: randomUUID(), owner: questionOwnerOf(session), ownerName, createdAt: Date.now() };
}

type Told = { readonly key?: string; readonly secret?: string };

/**
 * A question as it is asked for, and what has to be told of it now.
 *
 * @throws ProblemError `webhook-refused`
 */
export function changeQuestion(
  before: Begun,
  { name, question: asked, shared, webhook, key }: BodyOf<'PUT /api/questions'>,
): Told & { readonly question: SavedQuestion } {
  const { id, owner, ownerName, createdAt, keyHash, webhook: webhookBefore } = before;
  const made = key === 'new' ? makeQuestionKey() : undefined;
  const hash = key === undefined ? keyHash : made?.keyHash;
  const isSame = webhook === undefined || webhook === webhookBefore?.address;
  if (typeof webhook === 'string') judgeWebhook(webhook, getServices().settings.webhooks);
  const secret = isSame || webhook === null ? undefined : makeSecret(id);
  const kept = isSame ? webhookBefore : undefined;
  const told = secret === undefined || !webhook ? kept : { address: webhook, secret: secret.stored };
  return {
    question: {
      ...{ id, owner, ownerName, createdAt, name: name.trim(), asked },
      isShared: shared ?? before.isShared ?? false,
      ...(hash === undefined ? {} : { keyHash: hash }),
      ...(told === undefined ? {} : { webhook: told }),
    },
    ...(made === undefined ? {} : { key: made.key }),
    ...(secret === undefined ? {} : { secret: secret.secret }),
  };
}
