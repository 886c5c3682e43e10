import { createHmac } from 'node:crypto';
import { ProblemError } from '#lib/api/problems/problem-error';
import type { QuestionJob } from '#lib/inventory/queue/scan-job';
import { discard } from '#lib/registry/body';
import type { Fetch } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { getServices } from '#lib/server/platform/services';
import { isOwnerAway } from './is-owner-away.ts';
import { judgeWebhook } from './judge-webhook.ts';
import { savedQuestionLimits } from './limits.ts';
import { publicAddress } from './public-address.ts';
import type { QuestionStore } from './question-store.ts';
import { registriesDecide } from './registries-decide.ts';
import type { HitChange, KnownQuestion } from './saved-question.ts';
import { openSecret } from './webhook-secret.ts';
import { eachNameOnce, withinReach } from './within-reach.ts';

type TellJob = Extract<QuestionJob, { readonly kind: 'tell-webhook' }>;

type TellParts = {
  readonly store: QuestionStore;
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly addJob: (job: QuestionJob, afterMs: number) => Promise<void>;
};

/**
 * Tells the webhook of a question which hits it gained, unless its owner has been away for long. A delivery that fails is tried again after a pause that doubles,
 * and what the last one came to is kept with the question. A receiver may get one twice: its id stays the same.
 */
export async function tellWebhook(
  { store, fetch, now, addJob }: TellParts,
  job: TellJob,
  signal: AbortSignal,
): Promise<void> {
  // The change first: the count of all hits is written with it, and so is at least as new.
  const change = (await store.readMemory(job.question))?.memory?.changes.find(({ id }) => id === job.change);
  const question = await store.find(job.question);
  if (question?.webhook === undefined || registriesDecide()) return;
  if (change === undefined) return await waitForChange(addJob, job);
  if (isOwnerAway(question, now()))
    return await store.noteDelivery(question.id, { at: now(), error: paused });
  const body = bodyOf(question, change);
  // Whose rights have become fewer since then is told nothing of what they may not read.
  if (body.gained.length === 0) return;
  const error = await send(fetch, question, { id: change.id, text: JSON.stringify(body) }, signal);
  signal.throwIfAborted();
  await store.noteDelivery(question.id, { at: now(), ...(error === undefined ? {} : { error }) });
  const { deliveryRetriesMax, deliveryFirstPauseMs, deliveryLastPauseMs } = savedQuestionLimits;
  if (error === undefined || job.tries >= deliveryRetriesMax) return;
  const pauseMs = Math.min(deliveryFirstPauseMs * 2 ** job.tries, deliveryLastPauseMs);
  await addJob({ ...job, tries: job.tries + 1 }, pauseMs);
}

/** The job is there before its change is written, which is never where the process died or another look was faster. */
async function waitForChange(addJob: TellParts['addJob'], job: TellJob): Promise<void> {
  const { unwrittenTriesMax, unwrittenPauseMs } = savedQuestionLimits;
  if (job.tries >= unwrittenTriesMax) return;
  await addJob({ ...job, tries: job.tries + 1 }, unwrittenPauseMs * 2 ** job.tries);
}

function bodyOf(question: KnownQuestion, { id, at, gained, isCut }: HitChange) {
  const { reach, standing } = question;
  return {
    id,
    question: {
      id: question.id,
      name: question.name,
      address: publicAddress(`/search?saved=${question.id}`),
    },
    gained: eachNameOnce(withinReach(gained, reach)).map(({ reference }) => ({ reference })),
    /** More came than is named. */
    more: isCut,
    /** Of all hits at that time. */
    ...(standing === undefined ? {} : { hits: standing.count }),
    asOf: new Date(at).toISOString(),
  };
}

type Delivered = { readonly id: string; readonly text: string };

/** Why it did not arrive; undefined where it did. */
async function send(
  fetch: Fetch,
  { id, webhook }: KnownQuestion,
  delivered: Delivered,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (webhook === undefined) return undefined;
  const secret = openSecret(webhook.secret, id);
  if (secret === undefined) return 'Its secret was sealed with a key that is gone. Save the webhook again.';
  try {
    const { url, isNamed } = judgeWebhook(webhook.address, getServices().settings.webhooks);
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-orrery-delivery': delivered.id,
        'x-orrery-signature-256': `sha256=${createHmac('sha256', secret).update(delivered.text).digest('hex')}`,
      },
      body: delivered.text,
      signal: AbortSignal.any([signal, AbortSignal.timeout(savedQuestionLimits.deliveryTimeoutMs)]),
      // Only what the operator names may lie in a private network.
      ...(isNamed
        ? ({ purpose: 'registry', onBehalfOf: url.origin } as const)
        : ({ purpose: 'token', onBehalfOf: somewherePublic } as const)),
    });
    await discard(answer);
    if (answer.status >= 200 && answer.status < 300) return undefined;
    if (answer.status >= 300 && answer.status < 400) return 'It redirects, which is not followed.';
    return `It answered with status ${answer.status}.`;
  } catch (cause) {
    // Whoever may save a question does not learn where names lead in a private network.
    if (cause instanceof RegistryError && cause.code === 'egress-refused') return notPublic;
    if (cause instanceof RegistryError) return cause.message;
    if (cause instanceof ProblemError) return cause.problem.detail;
    throw cause;
  }
}

// Its owner reads it, who is back then.
const paused = `You had not opened Orrery for ${savedQuestionLimits.rightsKnownDays} days, so that nobody knew what you may read. It is told of new hits again.`;
const notPublic = 'It is not in the public network, and ORRERY_WEBHOOKS does not name its host.';
const somewherePublic = 'https://public.invalid';
