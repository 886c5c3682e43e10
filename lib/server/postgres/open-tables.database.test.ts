import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { getMetrics, provideMetrics } from '#lib/server/platform/metrics';
import { createPrometheusMetrics } from '#lib/server/telemetry/prometheus-metrics';
import { openTables } from './open-tables.ts';

test.skipIf(testDatabaseUrl === undefined)('the connections of all pools are counted together', async () => {
  const uncounted = getMetrics();
  const prometheus = createPrometheusMetrics('1.2.3');
  provideMetrics(prometheus.metrics);
  const database = await openScratchDatabase();
  const open = async () => {
    const tables = openTables(database.url);
    await sql`SELECT 1`.execute(tables);
    return tables;
  };
  const count = async () => {
    const lines = (await prometheus.text()).matchAll(/^orrery_database_connections\{.*\} (\d+)$/gm);
    return [...lines].reduce((sum, [, value]) => sum + Number(value), 0);
  };
  const pools: ScratchDatabase['tables'][] = [await open()];
  const one = await count();
  pools.push(await open(), await open());
  expect(await count()).toBe(one + 2);
  for (const pool of pools.slice(1)) await pool.destroy();
  expect(await count()).toBe(one);
  await pools[0]?.destroy();
  await database.remove();
  provideMetrics(uncounted);
});
