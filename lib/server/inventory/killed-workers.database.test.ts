import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry } from '#e2e/fakes/embedded';
import { createRandom } from '#e2e/fakes/inventory-fleet';
import { serveHandle } from '#e2e/fakes/listen';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { expectedAnswers } from '#e2e/inventory/fleet/expected-answers';
import { fillFleet } from '#e2e/inventory/fleet/fill-fleet';
import type { Fleet } from '#e2e/inventory/fleet/fleet';
import { makeFleetSigners } from '#e2e/inventory/fleet/fleet-signers';
import { createFleetWriter } from '#e2e/inventory/fleet/fleet-writer';
import { differences, givenAnswers } from '#e2e/inventory/fleet/given-answers';
import { openProduct } from '#e2e/inventory/fleet/open-product';

const program = resolve(import.meta.dirname, '../../../e2e/faults/scan-until-killed.ts');
const kills = 2;
const jobsBetween = 8;

test.skipIf(testDatabaseUrl === undefined)(
  'of a scan whose worker is killed again and again nothing is lost, and nothing is there twice',
  { timeout: 180_000 },
  async () => {
    const serverUrl = testDatabaseUrl ?? '';
    const folder = await mkdtemp(join(tmpdir(), 'orrery-killed-'));
    const database = await openScratchDatabase();
    const { handle } = await openTestRegistry();
    testServices({});
    await using registry = await serveHandle(handle);
    const signers = makeFleetSigners(Date.now());
    await signers.writePolicy(folder);
    const fleet: Fleet = { host: registry.host, repositories: new Map() };
    const send = (path: string, init: RequestInit) => fetch(`${registry.origin}/v2/${path}`, init);
    await fillFleet({ fleet, signers, writer: createFleetWriter(send, true) }, 4, 3, createRandom(9));
    const until = (isSo: () => Promise<boolean>) => expect.poll(isSo, { timeout: 90_000 }).toBe(true);
    const product = await openProduct({ database, serverUrl, until, isWorker: false });
    const args = [program, database.url, serverUrl, product.queueSchema, folder];
    const start = () => spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    let worker = start();
    const end = async () => {
      const ended = once(worker, 'exit');
      worker.kill('SIGKILL');
      await ended;
    };
    try {
      const id = await product.begin(fleet.host);
      for (let kill = 0; kill < kills; kill++) {
        const done = (await product.service.find(id))?.jobs.done ?? 0;
        await until(async () => {
          const found = await product.service.find(id);
          return found?.state === 'done' || (found?.jobs.done ?? 0) >= done + jobsBetween;
        });
        await end();
        // As after the ten seconds in which a dead worker says nothing, and those in which somebody looks for such.
        const { queueSchema } = product;
        await sql
          .raw(
            `UPDATE ${queueSchema}.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active';
             UPDATE ${queueSchema}.queue SET monitor_claim_on = NULL`,
          )
          .execute(database.tables);
        worker = start();
      }
      await until(async () => (await product.service.find(id))?.state === 'done');
      const answers = await givenAnswers(await product.service.questions(), { reach: undefined });
      expect(differences(expectedAnswers(fleet), answers)).toEqual([]);
      const { known, jobs, failures } = await product.service.describe({ host: fleet.host });
      expect({ known, jobs, failures }).toMatchObject({
        ...{ known: { unseenSubjects: 0, unknownSubjects: 0, unreadDocuments: 0 }, failures: [] },
        jobs: { waiting: 0, active: 0, failed: 0 },
      });
    } finally {
      await end();
      await product.close();
      await database.remove();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
