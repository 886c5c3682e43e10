import type { SavedQuestion } from './saved-question.ts';

/** What is done to the webhook or to the key of a question, for the audit log. */
type QuestionAct = {
  readonly action: 'question-webhook' | 'question-key';
  readonly verb: 'set' | 'remove';
  /** The question, and the host of the webhook alone: the rest of its address may be a secret. */
  readonly target: string;
};

/** What a change does to who else reads a question; `undefined` is the question before it is saved or when it is deleted. */
export function questionActs(
  before: SavedQuestion | undefined,
  after: SavedQuestion | undefined,
): readonly QuestionAct[] {
  const { id = '', name = '' } = after ?? before ?? {};
  const target = `“${name}” (${id})`;
  const acts: QuestionAct[] = [];
  if (before?.webhook?.secret !== after?.webhook?.secret)
    acts.push(
      after?.webhook === undefined
        ? { action: 'question-webhook', verb: 'remove', target }
        : {
            ...{ action: 'question-webhook', verb: 'set' },
            target: `${target} to ${new URL(after.webhook.address).host}`,
          },
    );
  if (before?.keyHash !== after?.keyHash)
    acts.push({
      action: 'question-key',
      verb: after?.keyHash === undefined ? 'remove' : 'set',
      target,
    });
  return acts;
}
