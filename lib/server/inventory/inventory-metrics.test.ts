import { afterEach, expect, test } from 'vitest';
import { getMetrics, provideMetrics } from '#lib/server/platform/metrics';
import { createPrometheusMetrics } from '#lib/server/telemetry/prometheus-metrics';
import { watchInventory } from './inventory-metrics.ts';

const uncounted = getMetrics();
afterEach(() => provideMetrics(uncounted));

test('operators read the jobs by queue and how old the inventory is, and the rest while the database is away', async () => {
  const prometheus = createPrometheusMetrics('1.2.3');
  provideMetrics(prometheus.metrics);
  let isAway = false;
  watchInventory({
    queue: {
      totals: async () => {
        if (isAway) throw new Error('The database is away.');
        return [{ name: 'scan-subject', waiting: 12, active: 3, failed: 1 }];
      },
    },
    oldestFacts: async () => [{ host: 'a.io', seconds: 90 }],
  });
  const lines = (await prometheus.text()).split('\n');
  for (const line of [
    'orrery_scan_jobs{queue="scan-subject",state="waiting"} 12',
    'orrery_scan_jobs{queue="scan-subject",state="active"} 3',
    'orrery_scan_jobs{queue="scan-subject",state="failed"} 1',
    'orrery_inventory_oldest_fact_seconds{registry="a.io"} 90',
  ])
    expect(lines).toContain(line);
  isAway = true;
  const text = await prometheus.text();
  expect(text).not.toContain('orrery_scan_jobs{');
  expect(text).toContain('orrery_build_info{version="1.2.3"} 1');
});
