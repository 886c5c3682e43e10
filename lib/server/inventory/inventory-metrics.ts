import type { JobQueue } from '#lib/inventory/queue/job-queue';
import { getLog } from '#lib/server/platform/log';
import type { GaugeRow } from '#lib/server/platform/metrics';
import { getMetrics } from '#lib/server/platform/metrics';

type Watched = {
  readonly queue: Pick<JobQueue, 'totals'>;
  readonly oldestFacts: () => Promise<readonly { readonly host: string; readonly seconds: number }[]>;
};

/** Lets operators see the jobs of all processes, and how old the inventory is. */
export function watchInventory({ queue, oldestFacts }: Watched): void {
  const { watchBy } = getMetrics();
  watchBy(
    'orrery_scan_jobs',
    'Jobs of the inventory in all processes, as of the last minute; failed were given up.',
    ['queue', 'state'],
    orNothing(async () =>
      (await queue.totals()).flatMap(({ name, waiting, active, failed }) => [
        { labels: { queue: name, state: 'waiting' }, value: waiting },
        { labels: { queue: name, state: 'active' }, value: active },
        { labels: { queue: name, state: 'failed' }, value: failed },
      ]),
    ),
  );
  watchBy(
    'orrery_inventory_oldest_fact_seconds',
    'How long ago the oldest fact of a registry in the inventory was read.',
    ['registry'],
    orNothing(async () =>
      (await oldestFacts()).map(({ host, seconds }) => ({ labels: { registry: host }, value: seconds })),
    ),
  );
}

// The other metrics are read while the database is away: then most of all.
function orNothing(read: () => Promise<readonly GaugeRow[]>) {
  return () =>
    read().catch((err: unknown): readonly GaugeRow[] => {
      getLog().debug({ err }, 'the inventory was not counted');
      return [];
    });
}
