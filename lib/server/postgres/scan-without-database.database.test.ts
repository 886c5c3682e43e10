import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry } from '#e2e/fakes/embedded';
import { createRandom } from '#e2e/fakes/inventory-fleet';
import { serveHandle } from '#e2e/fakes/listen';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { openTcpRelay } from '#e2e/fakes/tcp-relay';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { expectedAnswers, expectedCounts } from '#e2e/inventory/fleet/expected-answers';
import { fillFleet } from '#e2e/inventory/fleet/fill-fleet';
import type { Fleet } from '#e2e/inventory/fleet/fleet';
import { makeFleetSigners } from '#e2e/inventory/fleet/fleet-signers';
import { createFleetWriter } from '#e2e/inventory/fleet/fleet-writer';
import { differences, givenAnswers, givenCounts } from '#e2e/inventory/fleet/given-answers';
import { Secret } from '#lib/registry/auth/credential';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { openSharedInventory } from './open-shared-inventory.ts';
import { openTables } from './open-tables.ts';

const anybody = { credentials: createCredentialStore(), owner: '' };
const everything = { reach: undefined };
const patience = { timeout: 45_000 };
/** At which requests to the registry the database ends its connections, as when it starts again, and at which it goes away. */
const [endedAt, awayAt] = [15, 60];

test.skipIf(testDatabaseUrl === undefined)(
  'a scan goes on by itself after its database was away, and knows no less and no more for that',
  { timeout: 100_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orrery-away-'));
    const server = openTables(testDatabaseUrl ?? '');
    const name = `inventory_${crypto.randomUUID().replaceAll('-', '')}`;
    await sql.raw(`CREATE DATABASE ${name}`).execute(server);
    const url = new URL(testDatabaseUrl ?? '');
    url.pathname = `/${name}`;
    const direct = openTables(url.href);
    const relay = await openTcpRelay(Number(url.port));
    url.port = String(relay.port);

    const { handle } = await openTestRegistry();
    let requests = 0;
    let isScanned = false;
    const outage = Promise.withResolvers<void>();
    const endConnections = () =>
      sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${name}`.execute(server);
    await using registry = await serveHandle(async (request) => {
      if (isScanned) requests += 1;
      if (requests === endedAt) await endConnections();
      if (requests === awayAt) {
        relay.cut();
        outage.resolve();
      }
      return await handle(request);
    });
    testServices({});
    const signers = makeFleetSigners(Date.now());
    await signers.writePolicy(folder);
    testVerification(folder);
    const { host } = registry;
    const fleet: Fleet = { host, repositories: new Map() };
    const send = (path: string, init: RequestInit) => fetch(`${registry.origin}/v2/${path}`, init);
    await fillFleet({ fleet, signers, writer: createFleetWriter(send, true) }, 3, 3, createRandom(9));

    const service = await openSharedInventory(new Secret(url.href), {
      role: 'worker',
      requestsPerSecond: 500,
    });
    try {
      isScanned = true;
      const id = await service.start({ host }, anybody);
      await outage.promise;
      await expect(service.find(id)).rejects.toMatchObject({ code: 'store-unavailable' });
      // As after the ten seconds in which nobody says that a job is still done, and those in which somebody looks.
      await sql
        .raw(
          `UPDATE pgboss.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active';
           UPDATE pgboss.queue SET monitor_claim_on = NULL`,
        )
        .execute(direct);
      relay.mend();
      const state = () =>
        service.find(id).then(
          (found) => found?.state,
          (error: unknown) => error,
        );
      await expect.poll(state, patience).toBe('done');
      const questions = await service.questions();
      expect(differences(expectedAnswers(fleet), await givenAnswers(questions, everything))).toEqual([]);
      expect(await givenCounts(questions, everything)).toEqual(expectedCounts(fleet));
      const { known, jobs, failures } = await service.describe({ host });
      expect({ known, jobs, failures }).toMatchObject({
        known: { unseenSubjects: 0, unknownSubjects: 0, unreadDocuments: 0, failures: 0 },
        ...{ jobs: { waiting: 0, active: 0, failed: 0 }, failures: [] },
      });
    } finally {
      await service.close();
      await relay.stop();
      await direct.destroy();
      await sql.raw(`DROP DATABASE ${name} WITH (FORCE)`).execute(server);
      await server.destroy();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
