import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { JobQueue } from '#lib/inventory/queue/job-queue';
import type { QuestionJob } from '#lib/inventory/queue/scan-job';
import type { Fetch } from '#lib/registry/fetch';
import { createEgressFetch } from '#lib/server/platform/egress/egress';
import { limits } from '#lib/server/platform/limits';
import { getLog } from '#lib/server/platform/log';
import { getServices } from '#lib/server/platform/services';
import { getQuestionStore } from './get-question-store.ts';
import { savedQuestionLimits } from './limits.ts';
import type { LookParts } from './look-at.ts';
import { tellWebhook } from './tell-webhook.ts';
import { watchQuestions } from './watch-questions.ts';

type QuestionJobParts = {
  readonly questions: InventoryQuestions;
  readonly queue: Pick<JobQueue, 'add'>;
};

/** Does the jobs about saved questions. */
export function createQuestionJobs({ questions, queue }: QuestionJobParts) {
  let network: Fetch | undefined;
  return async (job: QuestionJob, signal: AbortSignal): Promise<void> => {
    const addJob = (added: QuestionJob, afterMs = 0) => queue.add([added], { afterMs });
    const parts: LookParts = { store: getQuestionStore(), questions, now: Date.now, addJob };
    if (job.kind === 'tell-webhook') {
      network ??= openNetwork();
      return await tellWebhook({ ...parts, addJob, fetch: network }, job, signal);
    }
    const before = job.before ?? Date.now();
    const isDone = await watchQuestions({ ...parts, onFault }, before, signal);
    if (!isDone) await addJob({ kind: 'watch-questions', before }, savedQuestionLimits.watchDelayMs);
  };
}

function openNetwork(): Fetch {
  const { proxies, certificates } = getServices().settings;
  return createEgressFetch({
    limits,
    proxies,
    certificates: certificates === undefined ? [] : [certificates],
  });
}

function onFault(err: unknown): void {
  getLog().error({ err }, 'a saved question could not be asked');
}
