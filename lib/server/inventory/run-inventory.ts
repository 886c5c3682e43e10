import { createHash } from 'node:crypto';
import { createJobHandler } from '#lib/inventory/jobs/run-job';
import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { JobCounts, JobQueue, JobScope } from '#lib/inventory/queue/job-queue';
import type { RegistryChange, ScanJob } from '#lib/inventory/queue/scan-job';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { getLog } from '#lib/server/platform/log';
import type { Session } from '#lib/server/sessions/session';
import { estimateFor } from './estimate-for.ts';
import type { InventoryService } from './inventory-service.ts';
import type { InventoryState, StartedScan } from './inventory-state.ts';
import { inventoryLimits } from './limits.ts';
import type { ScanPace } from './scan-pace.ts';
import { createScannedRegistries } from './scanned-registry.ts';

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
};

/** What was read is read again when this number goes up: with each change of what the readers understand. */
const readersVersion = 2;

/** Runs the inventory: does its jobs, and answers about it. */
export async function runInventory(parts: InventoryParts): Promise<InventoryService> {
  const { store, queue, pace, rate, isWorker, isKeptFresh } = parts;
  const starters = new Map<string, Session>();
  const registry = createScannedRegistries((host) => parts.sessionFor(host, starters.get(host)));
  const onFault = (err: unknown) => getLog().error({ err }, 'a job of the inventory failed');
  const context = { store, queue, registry, readWith: readersVersion, rate, now: Date.now, onFault };
  if (isWorker) await queue.work(createJobHandler(context));
  const sweepNow = () => void queue.add([{ kind: 'sweep' }]).catch(onFault);
  const timer = isWorker && isKeptFresh ? setInterval(sweepNow, inventoryLimits.sweepMs) : undefined;
  timer?.unref();
  const begun = new Map<string, number>();
  const stateOf = async (scope: JobScope, since: number): Promise<InventoryState> => {
    const [known, jobs, failures] = await Promise.all([
      store.freshness(scope.host, scope.repository),
      queue.counts(scope, since),
      store.listFailures(scope.host, inventoryLimits.failuresShown),
    ]);
    return { known, jobs, failures: failures.filter((one) => isIn(scope, one.repository)) };
  };
  return {
    describe: (scope) => stateOf(scope, Date.now()),
    estimate: (scope, session, signal) =>
      estimateFor(scope, { session: parts.sessionFor(scope.host, session), rate, signal }),
    start: async (scope, session) => {
      starters.set(scope.host, session);
      const id = await queue.start(jobOf(scope));
      begun.set(id, pace.sent(scope.host));
      return id;
    },
    find: async (id) => {
      const started = await queue.find(id);
      if (started === undefined) return undefined;
      const scope = scopeOf(started.job);
      const found = await stateOf(scope, started.startedAt);
      const requests = pace.sent(scope.host) - (begun.get(id) ?? 0);
      return { id, scope, startedAt: started.startedAt, requests, ...found, ...standingOf(found, started) };
    },
    cancel: (scope) => queue.cancel(scope),
    pause: (host, reason) => store.pause(host, inventoryLimits.pauseMs, reason),
    resume: async (host) => {
      await store.resume(host);
      await queue.hurry(host);
    },
    retry: (host) => queue.retryFailed(host),
    notify: (host, changes) => queue.add(changes.map((change) => notifiedJob(host, change))),
    questions: async () => parts.questions,
    close: async () => {
      clearInterval(timer);
      await queue.close();
    },
  };
}

function jobOf({ host, repository }: JobScope): ScanJob {
  return repository === undefined
    ? { kind: 'scan-registry', host }
    : { kind: 'scan-repository', host, repository };
}

/** Where a tag points the registry is asked, so that pushes of one tag are one job, whatever their digests are. */
function notifiedJob(host: string, { digest, ...change }: RegistryChange): ScanJob {
  const named = change.tag === undefined && digest !== undefined ? { ...change, digest } : change;
  const key = createHash('sha256').update(JSON.stringify(named)).digest('base64url');
  return { kind: 'notified', host, changes: [named], key };
}

function scopeOf(job: ScanJob): JobScope {
  if (job.kind === 'scan-repository') return { host: job.host, repository: job.repository };
  return { host: 'host' in job ? job.host : '' };
}

function isIn(scope: JobScope, repository: string | undefined): boolean {
  return scope.repository === undefined || scope.repository === repository;
}

type Standing = Pick<StartedScan, 'state' | 'secondsLeft'>;

function standingOf(
  { known, jobs }: InventoryState,
  { isOver, isCancelled }: { readonly isOver: boolean; readonly isCancelled: boolean },
): Standing {
  const isAtWork = !isOver || jobs.waiting + jobs.active > 0;
  if (isCancelled && !isAtWork) return { state: 'cancelled' };
  if (!isAtWork) return { state: 'done' };
  return { state: known?.pause === undefined ? 'running' : 'paused', ...leftOf(jobs) };
}

function leftOf({ waiting, active, doneLastMinute }: JobCounts): Pick<StartedScan, 'secondsLeft'> {
  if (doneLastMinute === 0) return {};
  return { secondsLeft: Math.ceil(((waiting + active) / doneLastMinute) * 60) };
}
