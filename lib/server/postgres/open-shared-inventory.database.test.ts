import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { serveHandle } from '#e2e/fakes/listen';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { mediaTypes } from '#lib/oci/media-type';
import { Secret } from '#lib/registry/auth/credential';
import type { InventoryService } from '#lib/server/inventory/inventory-service';
import { getMetrics, provideMetrics } from '#lib/server/platform/metrics';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { createPrometheusMetrics } from '#lib/server/telemetry/prometheus-metrics';
import { openSharedInventory } from './open-shared-inventory.ts';
import { openTables } from './open-tables.ts';

const server = openTables(testDatabaseUrl ?? '');
// The queue has a schema of a fixed name: it wants a database of its own.
const name = `inventory_${crypto.randomUUID().replaceAll('-', '')}`;
const url = new URL(testDatabaseUrl ?? 'postgres://localhost');
url.pathname = `/${name}`;
let services: InventoryService[] = [];

beforeEach(async ({ skip }) => {
  if (testDatabaseUrl === undefined) return skip();
  await sql.raw(`CREATE DATABASE ${name}`).execute(server);
});

const uncounted = getMetrics();

afterEach(async () => {
  provideMetrics(uncounted);
  await Promise.all(services.map((service) => service.close()));
  services = [];
  if (testDatabaseUrl !== undefined)
    await sql.raw(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).execute(server);
  await server.destroy();
});

async function open(role: 'web' | 'worker'): Promise<InventoryService> {
  const service = await openSharedInventory(new Secret(url.href), { role, requestsPerSecond: 500 });
  services.push(service);
  return service;
}

test('who answers people leaves the jobs to a worker, whose pace is in the database', async () => {
  const prometheus = createPrometheusMetrics('1.2.3');
  provideMetrics(prometheus.metrics);
  const registry = await openTestRegistry();
  const config = { ...(await pushBlob(registry, 'team/app', '{}')), mediaType: mediaTypes.ociConfig };
  const image = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] };
  await pushManifest(registry, 'team/app', image, '1');
  await using served = await serveHandle(registry.handle);
  const { host } = served;
  testServices();
  testVerification();
  const web = await open('web');
  const id = await web.start({ host }, { credentials: createCredentialStore(), owner: '' });
  const worker = await open('worker');
  await expect.poll(async () => (await web.find(id))?.state, { timeout: 15_000 }).toBe('done');
  const seen = await web.find(id);
  expect(seen).toMatchObject({ known: { tags: 1, subjects: 1 } });
  // The worker has sent them.
  expect(seen?.requests).toBeGreaterThan(2);
  expect((await worker.find(id))?.requests).toBe(seen?.requests);
  const own = openTables(url.href);
  const { rows } = await sql`SELECT host FROM pace`.execute(own);
  await own.destroy();
  expect(rows).toEqual([{ host }]);
  const text = await prometheus.text();
  expect(text).toMatch(/^orrery_inventory_oldest_fact_seconds\{registry="127\.0\.0\.1:\d+"\} \d/m);
  expect(text).toMatch(/^orrery_scan_jobs\{queue="scan-subject",state="waiting"\} \d/m);
  expect(text).toMatch(/^orrery_scan_requests_total\{registry="other",outcome="200"\} \d/m);
});
