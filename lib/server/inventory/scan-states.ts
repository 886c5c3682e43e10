import { LRUCache } from 'lru-cache';
import type { JobCounts, JobQueue, JobScope } from '#lib/inventory/queue/job-queue';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import type { InventoryService } from './inventory-service.ts';
import type { InventoryState, StartedScan } from './inventory-state.ts';
import { inventoryLimits } from './limits.ts';
import type { ScanPace } from './scan-pace.ts';

/** What is known, and how scans stand. */
type ScanStates = Pick<InventoryService, 'describe' | 'find'>;

type StateParts = {
  readonly store: InventoryStore;
  readonly queue: JobQueue;
  readonly pace: Pick<ScanPace, 'sent'>;
};

/** The states of scans by what the queue and the store say, whichever process has started them. */
export function createScanStates({ store, queue, pace }: StateParts): ScanStates {
  const over = new LRUCache<string, true>({ max: inventoryLimits.scansMax });
  // A scan is over once nothing waited any more: what is looked at later, because it is due, is no part of it.
  const isUnderWay = (id: string, { jobs }: InventoryState) => {
    if (!isBusy(jobs)) over.set(id, true);
    return !over.has(id);
  };
  const stateOf = async (scope: JobScope, since: number): Promise<InventoryState> => {
    const [known, jobs, failures] = await Promise.all([
      store.freshness(scope.host, scope.repository),
      queue.counts(scope, since),
      store.listFailures(scope.host, inventoryLimits.failuresShown, scope.repository),
    ]);
    return { known, jobs, failures };
  };
  return {
    describe: async (scope) => {
      const scan = await queue.latest(scope);
      const state = await stateOf(scope, Date.now());
      return scan !== undefined && isUnderWay(scan.id, state) ? { ...state, scan } : state;
    },
    find: async (id) => {
      const started = await queue.find(id);
      if (started === undefined) return undefined;
      const { startedAt, isCancelled } = started;
      const scope = scopeOf(started.job);
      const found = await stateOf(scope, startedAt);
      const requests = Math.max(0, (await pace.sent(scope.host)) - sentBefore(started.job));
      const standing = standingOf(found, isUnderWay(id, found), isCancelled);
      return { id, scope, startedAt, requests, ...found, ...standing };
    },
  };
}

/** Whether something waits or is under way. */
export function isBusy({ waiting, active }: JobCounts): boolean {
  return waiting + active > 0;
}

function sentBefore(job: ScanJob): number {
  return 'sentBefore' in job ? (job.sentBefore ?? 0) : 0;
}

function scopeOf(job: ScanJob): JobScope {
  if (job.kind === 'scan-repository') return { host: job.host, repository: job.repository };
  return { host: 'host' in job ? job.host : '' };
}

type Standing = Pick<StartedScan, 'state' | 'secondsLeft'>;

function standingOf({ known, jobs }: InventoryState, isUnderWay: boolean, isCancelled: boolean): Standing {
  if (!isUnderWay) return { state: isCancelled ? 'cancelled' : 'done' };
  return { state: known?.pause === undefined ? 'running' : 'paused', ...leftOf(jobs) };
}

function leftOf({ waiting, active, doneLastMinute }: JobCounts): Pick<StartedScan, 'secondsLeft'> {
  if (doneLastMinute === 0) return {};
  return { secondsLeft: Math.ceil(((waiting + active) / doneLastMinute) * 60) };
}
