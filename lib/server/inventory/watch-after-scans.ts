import type { HandleJob, JobQueue } from '#lib/inventory/queue/job-queue';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import { savedQuestionLimits } from '#lib/server/questions/limits';

/** Does jobs, and has the saved questions asked again when one of them may have changed what they find. */
export function watchAfterScans(
  handle: HandleJob,
  queue: Pick<JobQueue, 'add'>,
  now: () => number = () => performance.now(),
): HandleJob {
  const { watchDelayMs } = savedQuestionLimits;
  let nextAt = 0;
  return async (job, signal) => {
    const outcome = await handle(job, signal);
    // One that waits already asks them late enough for all that ends before it.
    if (outcome.kind !== 'done' || !mayChangeAnswers(job) || now() < nextAt) return outcome;
    nextAt = now() + watchDelayMs;
    await queue.add([{ kind: 'watch-questions' }], { afterMs: watchDelayMs });
    return outcome;
  };
}

function mayChangeAnswers({ kind }: ScanJob): boolean {
  return kind !== 'sweep' && kind !== 'watch-questions' && kind !== 'tell-webhook';
}
