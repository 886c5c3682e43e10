import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { countPermits, takePermits } from './permits.ts';
import { prepareInventory } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';

let database: ScratchDatabase;

beforeEach(async ({ skip }) => {
  if (testDatabaseUrl === undefined) return skip();
  database = await openScratchDatabase();
  await prepareInventory(database.tables);
});

afterEach(() => database.remove());

/** When the next permit holds, in seconds from now by the clock of the database. */
async function secondsAhead(): Promise<number> {
  const rows = await queryRows(
    database.tables,
    sql<{ seconds: number }>`SELECT extract(epoch FROM next_at - now())::float8 AS seconds FROM pace`,
  );
  return rows[0]?.seconds ?? 0;
}

test('whoever takes permits at the same time, each is behind all others', async () => {
  const taken = await Promise.all(
    Array.from({ length: 40 }, (_, at) => takePermits(database.tables, 'a.io', (at % 3) + 1, 0.1)),
  );
  // 79 permits, each ten seconds after the one before: the time that this test takes is nothing beside them.
  const starts = taken.map((wait) => Math.round(wait / 10_000)).toSorted((one, other) => one - other);
  expect(new Set(starts).size).toBe(40);
  expect(starts[0]).toBe(0);
  expect(await secondsAhead()).toBeGreaterThan(785);
  expect(await secondsAhead()).toBeLessThanOrEqual(790);
});

test('permits that nobody took are not kept for later, and registries do not wait for each other', async () => {
  expect(await takePermits(database.tables, 'a.io', 1, 5)).toBe(0);
  await sql`UPDATE pace SET next_at = now() - interval '1 hour'`.execute(database.tables);
  expect(await takePermits(database.tables, 'a.io', 600, 0.1)).toBe(0);
  expect(await takePermits(database.tables, 'a.io', 1, 0.1)).toBeGreaterThan(5_990_000);
  expect(await takePermits(database.tables, 'b.io', 1, 0.1)).toBe(0);
});

test('what all processes have taken is counted for each registry', async () => {
  expect(await countPermits(database.tables, 'a.io')).toBe(0);
  await Promise.all([3, 1, 2].map((count) => takePermits(database.tables, 'a.io', count, 100)));
  await takePermits(database.tables, 'b.io', 7, 100);
  expect(await countPermits(database.tables, 'a.io')).toBe(6);
});
