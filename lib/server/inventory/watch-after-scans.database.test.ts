import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { serveHandle } from '#e2e/fakes/serve-in-test';
import { questionOf } from '#e2e/suites/describe-question-store';
import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { QueuePlace } from '#lib/inventory/queue/boss-options';
import { openQueue } from '#lib/inventory/queue/open-queue';
import { prepareQueue } from '#lib/inventory/queue/prepare-queue';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { getQuestionStore } from '#lib/server/questions/get-question-store';
import { makeSecret } from '#lib/server/questions/webhook-secret';
import type { RunningInventory } from './inventory-service.ts';
import { runInventory } from './run-inventory.ts';
import { createScanPace } from './scan-pace.ts';
import { createScanSessions } from './scan-session.ts';

const host = 'registry.example';
let database: ScratchDatabase;
let place: Extract<QueuePlace, { kind: 'postgres' }>;
let dataDir: string;
let service: RunningInventory | undefined;

beforeEach(async ({ skip }) => {
  if (testDatabaseUrl === undefined) return skip();
  database = await openScratchDatabase();
  place = { kind: 'postgres', url: testDatabaseUrl, schema: `q_${Math.random().toString(36).slice(2)}` };
  await prepareQueue(place);
  await prepareInventory(database.tables);
  dataDir = await mkdtemp(join(tmpdir(), 'watched-'));
});

afterEach(async () => {
  await service?.close();
  await sql.raw(`DROP SCHEMA ${place.schema} CASCADE`).execute(database.tables);
  await database.remove();
  await rm(dataDir, { recursive: true });
});

test('a saved question is asked by the queue, and its webhook is told of an image that nobody signed', async () => {
  const told: { readonly signature: string | null; readonly body: unknown }[] = [];
  const receiver = await serveHandle(async (request) => {
    told.push({ signature: request.headers.get('x-orrery-signature-256'), body: await request.json() });
    return new Response(null, { status: 204 });
  });
  testServices({ dataDir, webhooks: [new URL(receiver).host] });
  const pace = createScanPace(1_000);
  const questions = openInventoryQuestions(database.tables);
  const queue = await openQueue({ place, onFault: () => undefined });
  service = await runInventory({
    ...{ store: openInventoryStore(database.tables), questions, queue, pace, rate: 1_000 },
    ...{ sessionFor: createScanSessions(pace), isWorker: true, isKeptFresh: false },
  });
  const push = async (tag: string) => {
    const store = openInventoryStore(database.tables);
    await store.putSubject(imageRecord(host, 'app', tag, {}));
    await store.putTag({ host, name: 'app' }, { name: tag, digest: digestOf(tag) });
  };
  const saved = questionOf('unsigned', '', { asked: { about: 'coverage', lacks: 'signature' } });
  const webhook = { address: `${receiver}/in`, secret: makeSecret(saved.id).stored };
  await getQuestionStore().add({ ...saved, webhook }, undefined, 9);
  const known = () => getQuestionStore().find(saved.id);
  const counted = async () => (await known())?.standing?.count;

  await push('1');
  await service.addQuestionJob({ kind: 'watch-questions' });
  await expect.poll(counted, { timeout: 15_000 }).toBe(1);
  expect(told).toEqual([]);
  await push('2');
  await service.addQuestionJob({ kind: 'watch-questions' });
  await expect.poll(async () => (await known())?.delivery, { timeout: 15_000 }).toBeDefined();
  expect((await known())?.delivery?.error).toBeUndefined();
  expect(told).toMatchObject([
    {
      signature: expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
      body: { gained: [{ reference: `${host}/app:2` }], hits: 2, more: false },
    },
  ]);
}, 60_000);
