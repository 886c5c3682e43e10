import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describeInventoryStore } from '#e2e/suites/describe-inventory-store';
import { openQueue } from '#lib/inventory/queue/open-queue';
import { prepareQueue } from '#lib/inventory/queue/prepare-queue';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import type { EmbeddedDatabase } from './embedded-database.ts';
import { isDamage, openEmbeddedDatabase } from './embedded-database.ts';
import { openKysely } from './embedded-dialect.ts';
import { embeddedFolder } from './embedded-folder.ts';
import { tidyDatabase } from './tidy-database.ts';

describeInventoryStore('in the database of one machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-embedded-'));
  const database = await openEmbeddedDatabase(folder);
  const kysely = openKysely(database);
  await prepareInventory(kysely);
  const remove = async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  };
  return { database: kysely, remove };
});

describe('a database in a process of its own', () => {
  let dataDir = '';
  let folder = '';
  let open: EmbeddedDatabase[] = [];
  const openOne = async () => {
    const database = await openEmbeddedDatabase(folder);
    open.push(database);
    return database;
  };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'orrery-embedded-'));
    folder = embeddedFolder(dataDir, 1).path;
    embeddedFolder(dataDir, 1).enter();
  });
  beforeEach(() => {
    open = [];
  });
  afterEach(() => Promise.all(open.map((database) => database.close())));
  afterAll(() => rmSync(dataDir, { recursive: true }));

  test('keeps jobs, and does each once', async () => {
    const database = await openOne();
    const place = { kind: 'embedded', database } as const;
    await prepareQueue(place);
    const queue = await openQueue({ place, onFault: (error) => expect(error).toBeUndefined() });
    const jobs = Array.from(
      { length: 20 },
      (_, at): ScanJob => ({ kind: 'scan-repository', host: 'a.io', repository: `team/app-${at}` }),
    );
    await queue.add(jobs);
    await queue.add(jobs);
    const taken: ScanJob[] = [];
    const all = Promise.withResolvers<void>();
    await queue.work(async (job) => {
      taken.push(job);
      if (taken.length === jobs.length) all.resolve();
      return { kind: 'done' };
    });
    await all.promise;
    expect(new Set(taken.map((job) => JSON.stringify(job))).size).toBe(jobs.length);
    await queue.close();
  });

  test('a transaction is nobody else’s, and one that fails leaves nothing', async () => {
    const database = await openOne();
    const kysely = openKysely(database);
    await database.executeSql('CREATE TABLE row (n bigint, at timestamptz DEFAULT now(), bytes bytea)');
    const failing = kysely.transaction().execute(async (transaction) => {
      await sql`INSERT INTO row (n) VALUES (1)`.execute(transaction);
      await sql`SELECT no_such_column`.execute(transaction);
    });
    const other = sql`INSERT INTO row (n, bytes) VALUES (${2}, ${new Uint8Array([1, 2])})`.execute(kysely);
    await expect(failing).rejects.toMatchObject({ code: '42703' });
    await other;
    const { rows } = await sql`SELECT n, bytes FROM row`.execute(kysely);
    expect(rows).toEqual([{ n: 2, bytes: new Uint8Array([1, 2]) }]);
  });

  test('what was written outlives the end of its process', async () => {
    const first = await openOne();
    await first.executeSql('CREATE TABLE kept (n int)');
    await first.executeSql('INSERT INTO kept SELECT generate_series(1, 1000)');
    // As kill -9 does; what waits for an answer then hears of it.
    const waiting = first.executeSql('SELECT pg_sleep(60)');
    waiting.catch(() => undefined);
    await first.kill();
    await expect(waiting).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('has ended'),
    });
    const second = await openOne();
    expect((await second.executeSql('SELECT count(*) AS n FROM kept')).rows).toEqual([{ n: 1_000 }]);
  });

  test('what is asked in the moment in which it is killed is refused, and nothing else ends', async () => {
    const database = await openOne();
    const killed = database.kill();
    // It has died, and this process has not heard of it yet.
    while (databasesAlive() > 0);
    const text = `SELECT '${'x'.repeat(100_000)}'`;
    const asked = await Promise.allSettled(Array.from({ length: 50 }, () => database.run(text)));
    await killed;
    expect(asked.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(
      asked.map(() => 'store-unavailable'),
    );
    await expect(database.run(text)).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  test('tables of which much has changed are counted and cleaned once', async () => {
    const database = await openOne();
    await database.executeSql('CREATE TABLE filled AS SELECT n FROM generate_series(1, 1000) n');
    await database.executeSql('CREATE TABLE moved AS SELECT n FROM generate_series(1, 1000) n');
    await database.executeSql('UPDATE moved SET n = n + 1000');
    const state = async () =>
      (
        await database.executeSql(`SELECT s.relname, c.reltuples, s.n_dead_tup, s.last_analyze, s.last_vacuum
          FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE s.relname IN ('filled', 'moved') ORDER BY 1`)
      ).rows;
    await tidyDatabase(database);
    const first = await state();
    expect(first).toMatchObject([
      { relname: 'filled', reltuples: 1_000, last_vacuum: null },
      { relname: 'moved', reltuples: 1_000, n_dead_tup: 0, last_vacuum: expect.any(Date) },
    ]);
    await tidyDatabase(database);
    expect(await state()).toEqual(first);
  });

  test('a folder that holds no database is damage', async () => {
    const broken = join(dataDir, 'broken');
    const inside = join(broken, 'data');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, 'PG_VERSION'), '18');
    const error = await openEmbeddedDatabase(broken).catch((cause: unknown) => cause);
    expect(isDamage(error)).toBe(true);
  });
});

/** Databases that this process has started and that live; the command line of a dead one is empty. */
function databasesAlive(): number {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ');
  return children.filter((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('database-process'))
    .length;
}
