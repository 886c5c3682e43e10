import type { Queue } from 'pg-boss';
import { queueLimits } from './limits.ts';
import type { ScanJob } from './scan-job.ts';

/** Where jobs go that were given up. */
export const failedQueue = 'failed';

/** The queue of each kind of job, and that of what was given up, which comes first: the others name it. */
export const queues: readonly Queue[] = [
  { name: failedQueue, retentionSeconds: 14 * 24 * 60 * 60 },
  queueOf('scan-registry', queueLimits.longJobSeconds),
  queueOf('scan-repository', queueLimits.longJobSeconds),
  queueOf('scan-subject', queueLimits.shortJobSeconds),
  queueOf('read-document', queueLimits.shortJobSeconds),
  queueOf('notified', queueLimits.shortJobSeconds),
  queueOf('sweep', queueLimits.shortJobSeconds),
  queueOf('watch-questions', queueLimits.shortJobSeconds),
  queueOf('tell-webhook', queueLimits.shortJobSeconds),
];

function queueOf(name: ScanJob['kind'], expireInSeconds: number): Queue {
  return {
    name,
    // One of the same key waits and one is under way: what changes meanwhile is not lost.
    policy: 'stately',
    retryLimit: queueLimits.retryLimit,
    retryDelay: queueLimits.retryFirstSeconds,
    retryBackoff: true,
    retryDelayMax: queueLimits.retryMaxSeconds,
    expireInSeconds,
    heartbeatSeconds: queueLimits.heartbeatSeconds,
    deleteAfterSeconds: queueLimits.doneKeptSeconds,
    notify: true,
    deadLetter: failedQueue,
  };
}
