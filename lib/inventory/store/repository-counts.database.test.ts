import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createRandom, makeFleet, writeFleet } from '#e2e/fakes/inventory-fleet';
import { digestOf, imageRecord } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { InventoryStore } from './inventory-store.ts';
import { openInventoryStore } from './open-inventory-store.ts';
import { prepareInventory } from './prepare-inventory.ts';
import { keepCounts, repositoryCounts } from './repository-counts.ts';

describe.skipIf(testDatabaseUrl === undefined)('counts of repositories', () => {
  const random = createRandom(7);
  const at = { host: 'r0.example', name: 'team-a/app' };
  let database: ScratchDatabase;
  let store: InventoryStore;
  beforeAll(async () => {
    database = await openScratchDatabase();
    await prepareInventory(database.tables);
    store = openInventoryStore(database.tables);
    await writeFleet(store, makeFleet(60, random));
  }, 60_000);
  afterAll(() => database.remove());

  const counts = async () =>
    (
      await sql`SELECT * FROM (${repositoryCounts(sql`SELECT id FROM repository`)}) AS c ORDER BY repository`.execute(
        database.tables,
      )
    ).rows;
  const stale = async () =>
    (await sql`SELECT DISTINCT repository FROM stale_count`.execute(database.tables)).rows.length;
  /** What a count from nothing gives. */
  const truth = async () => {
    await sql`INSERT INTO stale_count SELECT id FROM repository`.execute(database.tables);
    return await counts();
  };

  test('kept counts are what a new count gives, whatever has changed before', async () => {
    const changes: readonly (() => Promise<unknown>)[] = [
      () => store.putTag(at, { name: '1.1', digest: digestOf(`image ${random(60)}`) }),
      () => store.putTags(at, { after: '', next: undefined, entries: [{ name: `unresolved ${random(3)}` }] }),
      () => store.removeTag(at, '1.1'),
      () =>
        store.putSubject(
          imageRecord(at.host, at.name, `image ${random(60)}`, { [`sbom ${random(9)}`]: 'sbom' }),
        ),
      () =>
        store.putDocuments(
          digestOf(`sbom ${random(9)}`),
          [
            {
              kind: 'sbom',
              format: 'example',
              title: '',
              ...(random(2) === 0 ? { unread: 'too large' } : {}),
            },
          ],
          1,
        ),
      () => store.sweep(),
    ];
    for (let round = 0; round < 60; round++) {
      await changes[random(changes.length)]?.();
      if (random(2) === 0) await keepCounts(database.tables);
      const found = await counts();
      if (random(4) === 0) {
        expect(found).toEqual(await truth());
        await keepCounts(database.tables);
        expect(await stale()).toBe(0);
        expect(await counts()).toEqual(found);
      }
    }
  }, 60_000);

  test('a change that is written while others are counted is counted the next time', async () => {
    await keepCounts(database.tables);
    await database.tables.transaction().execute(async (writer) => {
      await openInventoryStore({
        getExecutor: () => writer.getExecutor(),
        transaction: () => ({ execute: (work) => work(writer) }),
      }).putTag(at, { name: 'new', digest: digestOf('image 1') });
      await store.putTag(at, { name: 'other', digest: digestOf('image 2') });
      await keepCounts(database.tables);
      expect(await stale()).toBe(0);
    });
    expect(await stale()).toBe(1);
    expect(await counts()).toEqual(await truth());
  });

  test('another inventory in the same database is counted at the same time', async () => {
    const other = await openScratchDatabase();
    onTestFinished(other.remove);
    await prepareInventory(other.tables);
    await openInventoryStore(other.tables).putTag(at, { name: '1', digest: digestOf('image 1') });
    await keepCounts(database.tables);
    await store.putTag(at, { name: 'meanwhile', digest: digestOf('image 3') });
    await other.tables.transaction().execute(async (counting) => {
      const within = {
        getExecutor: () => counting.getExecutor(),
        transaction: () => ({
          execute: <Result>(work: (one: typeof counting) => Promise<Result>) => work(counting),
        }),
      };
      expect(await keepCounts(within)).toBe(1);
      expect(await keepCounts(database.tables)).toBe(1);
    });
  });

  test('a repository that is forgotten has no counts', async () => {
    await store.putTag({ host: 'r9.example', name: 'app' }, { name: '1', digest: digestOf('image 1') });
    await keepCounts(database.tables);
    const before = await counts();
    for (const table of ['tag', 'standing'])
      await sql`DELETE FROM ${sql.table(table)} WHERE repository = (SELECT max(id) FROM repository)`.execute(
        database.tables,
      );
    await sql`DELETE FROM repository WHERE id = (SELECT max(id) FROM repository)`.execute(database.tables);
    await keepCounts(database.tables);
    expect(await counts()).toEqual(before.slice(0, -1));
  });
});
