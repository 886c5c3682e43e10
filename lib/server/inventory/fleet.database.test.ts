import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry } from '#e2e/fakes/embedded';
import { createRandom } from '#e2e/fakes/inventory-fleet';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import type { PlantedChange } from '#e2e/inventory/fleet/change-fleet';
import { changeFleet } from '#e2e/inventory/fleet/change-fleet';
import { expectedAnswers, expectedCounts } from '#e2e/inventory/fleet/expected-answers';
import { fillFleet } from '#e2e/inventory/fleet/fill-fleet';
import type { Fleet } from '#e2e/inventory/fleet/fleet';
import { makeFleetSigners } from '#e2e/inventory/fleet/fleet-signers';
import { createFleetWriter } from '#e2e/inventory/fleet/fleet-writer';
import {
  changeLine,
  differences,
  givenAnswers,
  givenChanges,
  givenCounts,
} from '#e2e/inventory/fleet/given-answers';
import { notifiedWrites } from '#e2e/inventory/fleet/notified-writes';
import type { Product } from '#e2e/inventory/fleet/open-product';
import { openProduct } from '#e2e/inventory/fleet/open-product';
import type { Ground } from '#e2e/inventory/fleet/plant-attachment';
import type { RegistryChange } from '#lib/inventory/queue/scan-job';

describe.skipIf(testDatabaseUrl === undefined)('a fleet whose truth is known', () => {
  const touched = new Set<string>();
  const changes: PlantedChange[] = [];
  let database: ScratchDatabase;
  let folder = '';
  let product: Product;
  let ground: Ground;
  let deliver: ((changes: readonly RegistryChange[]) => Promise<void>) | undefined;

  beforeAll(async () => {
    database = await openScratchDatabase();
    folder = await mkdtemp(join(tmpdir(), 'orrery-fleet-'));
    const registry = await openTestRegistry();
    testServices({}, registry);
    const signers = makeFleetSigners(Date.now());
    await signers.writePolicy(folder);
    testVerification(folder);
    const fleet: Fleet = { host: embeddedHost, repositories: new Map() };
    const send = notifiedWrites(
      (path, init) => registry.handle(new Request(`http://${embeddedHost}/v2/${path}`, init)),
      async (told) => await deliver?.(told),
    );
    ground = { fleet, signers, writer: createFleetWriter(send, true) };
    const until = (isSo: () => Promise<boolean>) => expect.poll(isSo, { timeout: 60_000 }).toBe(true);
    product = await openProduct({ database, serverUrl: testDatabaseUrl ?? '', until, gatherMs: 500 });
    await fillFleet(ground, 12, 5, createRandom(7));
  }, 120_000);
  afterAll(async () => {
    await product.close();
    await database.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const night = async () => changes.push(...(await changeFleet(ground, 20, createRandom(11), touched)));
  const expectTruth = async () => {
    const questions = await product.service.questions();
    const answers = await givenAnswers(questions, { reach: undefined });
    expect(differences(expectedAnswers(ground.fleet), answers)).toEqual([]);
    expect(await givenCounts(questions, { reach: undefined })).toEqual(expectedCounts(ground.fleet));
    const told = await givenChanges(questions, { reach: undefined });
    expect([...told]).toEqual(expect.arrayContaining(changes.map(changeLine)));
    const { known, jobs, failures } = await product.service.describe({ host: embeddedHost });
    expect({ known, jobs, failures }).toMatchObject({
      known: { unknownSubjects: 0, unseenSubjects: 0, unreadDocuments: 0, failures: 0 },
      ...{ jobs: { waiting: 0, active: 0, failed: 0 }, failures: [] },
    });
  };

  test('a scan answers every question as it was planted', async () => {
    await product.scan(embeddedHost);
    await expectTruth();
    const told = await givenChanges(await product.service.questions(), { reach: undefined });
    expect([...told]).toEqual([]);
  }, 120_000);

  test('after a night of changes that only notifications tell of every answer is true', async () => {
    deliver = (told) => product.service.notify(embeddedHost, told);
    await night();
    deliver = undefined;
    await product.settle(embeddedHost);
    await product.sweep(embeddedHost);
    await expectTruth();
  }, 120_000);

  test('after a night of changes that only another look finds every answer is true', async () => {
    await night();
    await product.passTime(embeddedHost);
    await expectTruth();
  }, 120_000);
});
