import type { JobResult, JobWithMetadata } from 'pg-boss';
import { PgBoss } from 'pg-boss';
import { toStorable } from '#lib/text/storable-text';
import type { QueuePlace } from './boss-options.ts';
import { bossOptions, schemaOf } from './boss-options.ts';
import type { HandleJob, JobQueue, JobScope } from './job-queue.ts';
import { queueLimits } from './limits.ts';
import { forgetJobs, readCounts, readLatest, releaseWaiting, wasCancelled } from './queue-tables.ts';
import { failedQueue } from './queues.ts';
import type { ScanJob } from './scan-job.ts';
import { hostOfJob, jobKinds, keyOfJob, parseJob } from './scan-job.ts';

export type QueueOptions = {
  readonly place: QueuePlace;
  /** Gets what goes wrong behind the back of every call, as a lost connection. */
  readonly onFault: (error: unknown) => void;
};

/** Opens the queue that {@link prepareQueue} has made. */
export async function openQueue({ place, onFault }: QueueOptions): Promise<JobQueue> {
  const boss = new PgBoss(bossOptions(place, false));
  const ending = new AbortController();
  boss.on('error', onFault);
  await boss.start();
  const add = adderTo(boss);
  return {
    add,
    start: async (job) => {
      const id = await boss.send(job.kind, job, { ...optionsOf(job), priority: personPriority });
      if (id !== null) return id;
      const [waiting] = await boss.findJobs(job.kind, { key: keyOfJob(job), queued: true, limit: 1 });
      // It was taken between the two: what it is going to find is new all the same.
      return waiting?.id ?? (await boss.findJobs(job.kind, { key: keyOfJob(job), limit: 1 }))[0]?.id ?? '';
    },
    find: async (id) => {
      if (!isUuid.test(id)) return undefined;
      for (const kind of startedKinds) {
        const [found] = await boss.findJobs<unknown>(kind, { id });
        if (found === undefined) continue;
        const isCancelled = await wasCancelled(boss.getDb(), schemaOf(place), found);
        return { ...startedOf(found), isCancelled };
      }
      return undefined;
    },
    latest: (scope) => readLatest(boss.getDb(), schemaOf(place), scope),
    counts: (scope, since) => readCounts(boss.getDb(), schemaOf(place), scope, since),
    totals: async () =>
      (await boss.getQueues()).map(({ name, queuedCount, activeCount, failedCount }) => ({
        ...{ name, waiting: queuedCount, active: activeCount, failed: failedCount },
      })),
    hurry: (host) => releaseWaiting(boss.getDb(), schemaOf(place), host),
    cancel: (data) => cancelWaiting(boss, data),
    forget: (scope) => forgetJobs(boss.getDb(), schemaOf(place), scope),
    retryFailed: (host) => boss.redrive(failedQueue, { data: { host }, limit: queueLimits.cancelledMax }),
    work: async (handle) => {
      for (const kind of jobKinds)
        await boss.work<unknown, unknown, ReturnType<typeof workOptions>>(
          kind,
          workOptions(kind),
          async (jobs) => Promise.all(jobs.map((job) => settle(job, ending.signal, { handle, add }))),
        );
    },
    close: async () => {
      ending.abort(new Error('The queue was closed.'));
      await boss.stop({ graceful: true, timeout: queueLimits.closeMs });
    },
  };
}

const isUuid = /^[0-9a-f-]{36}$/;

function adderTo(boss: PgBoss): JobQueue['add'] {
  return async (jobs, { priority = 0, afterMs = 0 } = {}) => {
    for (const [kind, list] of Map.groupBy(jobs, (job) => job.kind))
      for (let at = 0; at < list.length; at += queueLimits.addedAtOnce)
        await boss.insert(
          kind,
          list.slice(at, at + queueLimits.addedAtOnce).map((job) => ({
            ...optionsOf(job),
            data: job,
            priority,
            ...(afterMs === 0 ? {} : { startAfter: new Date(Date.now() + afterMs) }),
          })),
        );
  };
}

async function cancelWaiting(boss: PgBoss, data: JobScope): Promise<void> {
  for (const kind of jobKinds) {
    const waiting = await boss.findJobs(kind, { data, queued: true, limit: queueLimits.cancelledMax });
    const ids = waiting.map(({ id }) => id);
    if (ids.length > 0) await boss.cancel(kind, ids);
  }
}

function workOptions(kind: ScanJob['kind']) {
  // A batch ends with its slowest job: long ones come in small batches, several at a time.
  const isLong = kind === 'scan-registry' || kind === 'scan-repository';
  return {
    ...(isLong ? queueLimits.longBatches : queueLimits.shortBatches),
    perJobResults: true,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: queueLimits.pollSeconds,
    notifyPollingIntervalSeconds: queueLimits.notifiedPollSeconds,
    groupConcurrency: queueLimits.jobsPerRegistry,
  } as const;
}

/** Who asks waits for nobody's sweep. */
const personPriority = 10;

/** What a person can start. */
const startedKinds = ['scan-registry', 'scan-repository'] as const;

function optionsOf(job: ScanJob) {
  const host = hostOfJob(job);
  return { singletonKey: keyOfJob(job), ...(host === undefined ? {} : { group: { id: host } }) };
}

function startedOf({ data, createdOn, state }: JobWithMetadata<unknown>) {
  return {
    job: parseJob(data),
    startedAt: createdOn.getTime(),
    isOver: state === 'completed' || state === 'failed' || state === 'cancelled',
  };
}

type Taken = { readonly id: string; readonly data: unknown; readonly signal: AbortSignal };
type Settling = { readonly handle: HandleJob; readonly add: JobQueue['add'] };

async function settle({ id, data, signal }: Taken, ending: AbortSignal, parts: Settling): Promise<JobResult> {
  try {
    const job = parseJob(data);
    const outcome = await parts.handle(job, AbortSignal.any([signal, ending]));
    if (outcome.kind === 'given-up') return { id, status: 'deadletter', output: reasonOf(outcome.reason) };
    // Added before this one ends: a process that dies in between does it twice, and loses nothing.
    if (outcome.kind !== 'later') return { id, status: 'completed' };
    await parts.add([job], { afterMs: outcome.afterMs });
    return { id, status: 'completed', output: { isLater: true } };
  } catch (error) {
    return { id, status: 'failed', output: reasonOf(error instanceof Error ? error.message : String(error)) };
  }
}

// It may be in the words of a registry.
function reasonOf(text: string): { readonly reason: string } {
  return { reason: toStorable(text) };
}
