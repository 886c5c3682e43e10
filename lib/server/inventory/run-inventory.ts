import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { scanLimits } from '#lib/inventory/jobs/limits';
import { createJobHandler } from '#lib/inventory/jobs/run-job';
import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { JobQueue, JobScope } from '#lib/inventory/queue/job-queue';
import type { RegistryChange, ScanJob } from '#lib/inventory/queue/scan-job';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { getLog } from '#lib/server/platform/log';
import { problemError } from '#lib/server/platform/problem-error';
import { createQuestionJobs } from '#lib/server/questions/question-jobs';
import type { Session } from '#lib/server/sessions/session';
import { estimateFor } from './estimate-for.ts';
import type { RunningInventory } from './inventory-service.ts';
import { inventoryLimits } from './limits.ts';
import type { ScanPace } from './scan-pace.ts';
import { createScanStates, isBusy } from './scan-states.ts';
import { createScannedRegistries } from './scanned-registry.ts';
import { watchAfterScans } from './watch-after-scans.ts';

/** What the inventory of a process is made of. */
export type InventoryParts = {
  readonly store: InventoryStore;
  readonly questions: InventoryQuestions;
  readonly queue: JobQueue;
  readonly pace: ScanPace;
  /** Requests in a second that a registry gets. */
  readonly rate: number;
  /** Whose account a registry is scanned with; `starter` is who asked for it, where somebody did. */
  readonly sessionFor: (host: string, starter: Session | undefined) => Session;
  /** Does jobs; a process that only answers people leaves them to others. */
  readonly isWorker: boolean;
  /** Comes back by itself to what is due. */
  readonly isKeptFresh: boolean;
  /** See `ScanContext`; some seconds when left out. */
  readonly gatherMs?: number;
};

/** What was read is read again when this number goes up: with each change of what the readers understand. */
const readersVersion = 2;

/** Runs the inventory: does its jobs, and answers about it. */
export async function runInventory(parts: InventoryParts): Promise<RunningInventory> {
  const { store, queue, pace, rate, isWorker, isKeptFresh, gatherMs = scanLimits.gatherMs } = parts;
  const starters = new Map<string, Session>();
  const registry = createScannedRegistries((host) => parts.sessionFor(host, starters.get(host)));
  const onFault = (err: unknown) => getLog().error({ err }, 'a job of the inventory failed');
  const doQuestionJob = createQuestionJobs(parts);
  const shared = { store, queue, registry, readWith: readersVersion, rate, gatherMs, now: Date.now };
  const handle = createJobHandler({ ...shared, doQuestionJob, onFault });
  if (isWorker) await queue.work(watchAfterScans(handle, queue));
  const sweepNow = () => void queue.add([{ kind: 'sweep' }]).catch(onFault);
  const timer = isWorker && isKeptFresh ? setInterval(sweepNow, inventoryLimits.sweepMs) : undefined;
  timer?.unref();
  const states = createScanStates({ store, queue, pace });
  return {
    describe: states.describe,
    find: states.find,
    estimate: (scope, session, signal) =>
      estimateFor(scope, { session: parts.sessionFor(scope.host, session), rate, signal }),
    start: async (scope, session) => {
      starters.set(scope.host, session);
      return await queue.start(jobOf(scope, await pace.sent(scope.host)));
    },
    cancel: (scope) => queue.cancel(scope),
    pause: (host, reason) => store.pause(host, inventoryLimits.pauseMs, reason),
    resume: async (host, session) => {
      starters.set(host, session);
      await store.resume(host);
      await queue.hurry(host);
    },
    retry: (host, session) => {
      starters.set(host, session);
      return queue.retryFailed(host);
    },
    forget: async (scope) => {
      await endJobs(queue, scope);
      await store.forget(scope.host, scope.repository);
    },
    notify: (host, changes) => queue.add(changes.map((change) => notifiedJob(host, change))),
    questions: async () => parts.questions,
    addQuestionJob: (job) => queue.add([job]),
    close: async () => {
      clearInterval(timer);
      await queue.close();
    },
  };
}

/** What a person starts looks at everything, also where it was looked at before. */
function jobOf({ host, repository }: JobScope, sentBefore: number): ScanJob {
  return repository === undefined
    ? { kind: 'scan-registry', host, isAgain: true, sentBefore }
    : { kind: 'scan-repository', host, repository, isAgain: true, sentBefore };
}

/** Where a tag points the registry is asked, so that pushes of one tag are one job, whatever their digests are. */
function notifiedJob(host: string, { digest, ...change }: RegistryChange): ScanJob {
  const named = change.tag === undefined && digest !== undefined ? { ...change, digest } : change;
  const key = createHash('sha256').update(JSON.stringify(named)).digest('base64url');
  return { kind: 'notified', host, changes: [named], key };
}

/**
 * Takes away every job, and waits until what is under way has ended, since that would write what it learned.
 *
 * @throws ProblemError `busy` where it does not end
 */
async function endJobs(queue: JobQueue, scope: JobScope): Promise<void> {
  for (let tries = 0; tries < inventoryLimits.endTries; tries += 1) {
    await queue.forget(scope);
    if (!isBusy(await queue.counts(scope, Date.now()))) return;
    await wait(inventoryLimits.endWaitMs);
  }
  throw problemError('busy', 'A scan finishes what is under way first.', { retryAfterSeconds: 10 });
}
