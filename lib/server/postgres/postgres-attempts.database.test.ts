import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { migrate } from './migrate.ts';
import { openPostgresAttempts, removeOldAttempts } from './postgres-attempts.ts';

const rate = { max: 3, perMs: 60_000 };

describe.skipIf(testDatabaseUrl === undefined)('attempts at all replicas', () => {
  let database: ScratchDatabase;
  beforeEach(async () => {
    database = await openScratchDatabase();
    await migrate(database.tables);
  });
  afterEach(() => database.remove());
  const open = () => openPostgresAttempts(database.tables);

  test('are counted together, also at once, until their time is over', async () => {
    const replicas = [open(), open()];
    const all = await Promise.all(Array.from({ length: 8 }, (_, n) => replicas[n % 2]?.('ada', rate)));
    expect(all.filter((seconds) => seconds === undefined)).toHaveLength(3);
    expect(all.filter((seconds) => seconds !== undefined && seconds > 55 && seconds <= 60)).toHaveLength(5);
    expect(await open()('bob', rate)).toBeUndefined();
    await database.pass(40_000);
    expect(await open()('ada', rate)).toBeLessThanOrEqual(20);
    await database.pass(20_000);
    expect(await open()('ada', rate)).toBeUndefined();
  });

  test('are forgotten when their time is over', async () => {
    await open()('ada', rate);
    await database.pass(30_000);
    await open()('bob', rate);
    await database.pass(30_001);
    await removeOldAttempts(database.tables);
    const rows = await database.tables.selectFrom('attempt').select('key').execute();
    expect(rows).toEqual([{ key: 'bob' }]);
  });
});
