import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#e2e/fakes/inventory-fleet';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { countCoverage } from '#lib/inventory/questions/coverage-counts';
import { readDays } from '#lib/inventory/questions/trends';
import type { InventoryStore } from './inventory-store.ts';
import { openInventoryStore } from './open-inventory-store.ts';
import { prepareInventory } from './prepare-inventory.ts';

const dayMs = 24 * 60 * 60 * 1_000;

describe.skipIf(testDatabaseUrl === undefined)('days', () => {
  const random = createRandom(3);
  const everything = { reach: undefined };
  let database: ScratchDatabase;
  let store: InventoryStore;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
  }, 60_000);
  afterAll(() => database.remove());

  const keptRows = async () =>
    (await sql`SELECT repository FROM coverage_day`.execute(database.tables)).rows.length;

  test('each day is told as it was counted, also of what changed on few of them', async () => {
    const truth: unknown[] = [];
    for (let day = 0; day < 12; day++) {
      for (let change = random(3); change > 0; change--) {
        const at = { host: 'r.example', name: `app-${random(4)}` };
        const name = `image ${random(6)}`;
        const kinds = random(2) === 0 ? {} : { [`sig ${name}`]: 'signature' as const };
        await store.putSubject(
          imageRecord(at.host, at.name, name, kinds, { open: { critical: random(3), high: 1 } }),
        );
        await store.putTag(at, { name: `${random(3)}`, digest: digestOf(name) });
        if (random(3) === 0) await store.removeTag(at, '1');
        await store.sweep();
      }
      if (day === 8)
        await sql`UPDATE repository SET gone_at = now() WHERE name = 'app-0'`.execute(database.tables);
      await store.sweep();
      const { artifacts, byEvidence } = await countCoverage(database.tables, everything);
      truth.push({ artifacts, byEvidence });
      await database.pass(dayMs);
    }
    const days = await readDays(database.tables, everything, 100);
    const from = truth.findIndex((one) => (one as { artifacts: number }).artifacts > 0);
    expect(days.map(({ artifacts, byEvidence }) => ({ artifacts, byEvidence }))).toEqual(truth.slice(from));
    expect(await readDays(database.tables, { reach: [] }, 100)).toEqual([]);
  });

  test('a day without a change takes no rows, and history that is forgotten changes no later day', async () => {
    const before = await keptRows();
    await database.pass(410 * dayMs);
    await store.sweep();
    expect(await keptRows()).toBeLessThan(before);
    const [last] = await readDays(database.tables, everything, 1);
    const { artifacts, byEvidence } = await countCoverage(database.tables, everything);
    expect(last).toMatchObject({ artifacts, byEvidence });
    const kept = await keptRows();
    await database.pass(dayMs);
    await store.sweep();
    expect(await keptRows()).toBe(kept);
    expect(await readDays(database.tables, everything, 2)).toHaveLength(2);
  });
});
