import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { postgresLimits } from './limits.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { openPostgresJournal } from './postgres-journal.ts';
import { enterReplica } from './replica.ts';

describe.skipIf(testDatabaseUrl === undefined)('a replica', () => {
  let database: ScratchDatabase;
  beforeEach(async () => {
    database = await openScratchDatabase();
    await migrate(database.tables);
  });
  afterEach(() => database.remove());
  const ids = async () => {
    const rows = await database.tables.selectFrom('replica').select('id').execute();
    return rows.map(({ id }) => id);
  };
  const startPlan = async (replica: string) => {
    const journal = openPostgresJournal(database.tables, replica);
    await journal.add('ada', fakePlan('p', 2, { expires: '2999-01-01T00:00:00Z' }));
    const steps = [['s0', { state: 'started' }]] as const;
    await journal.write('p', { steps, standing: { state: 'running' } });
    return async () => (await journal.find('p'))?.record;
  };
  const interrupted = { state: 'failed', code: 'interrupted', steps: { s0: { state: 'pending' } } };

  test('is known while it lives', async () => {
    const replica = await enterReplica(database.tables);
    expect(await ids()).toEqual([replica.id]);
    expect(replica.isReady()).toBe(true);
    await replica.leave();
    expect(await ids()).toEqual([]);
  });

  test('goes by the clock of the database', async () => {
    const hourMs = 60 * 60 * 1000;
    await database.pass(hourMs);
    const replica = await enterReplica(database.tables);
    expect(Math.abs(replica.now() - Date.now() - hourMs)).toBeLessThan(hourMs / 4);
    await replica.leave();
  });

  test('gives up a run of its own that it has lost, and no other', async () => {
    const replica = await enterReplica(database.tables);
    const record = await startPlan(replica.id);
    let liveIds = ['p'];
    replica.join({ liveIds: () => liveIds, cancel: async () => true });
    const seen = async () => (await database.tables.selectFrom('replica').select('seen_at').execute())[0];
    const before = await seen();
    await expect.poll(seen, { timeout: 10_000 }).not.toEqual(before);
    expect(await record()).toMatchObject({ state: 'running' });
    liveIds = [];
    await expect.poll(record, { timeout: 10_000 }).toMatchObject(interrupted);
    await replica.leave();
  });

  test('gives up the runs of those that say nothing any more', async () => {
    await database.tables.insertInto('replica').values({ id: 'gone' }).execute();
    const record = await startPlan('gone');
    await (await enterReplica(database.tables)).leave();
    expect(await record()).toMatchObject({ state: 'running' });
    await database.pass(postgresLimits.goneMs + 1_000);
    await (await enterReplica(database.tables)).leave();
    expect(await record()).toMatchObject(interrupted);
  });

  test('is not ready once a newer release has taken away what it needs', async () => {
    const replica = await enterReplica(database.tables);
    await migrate(database.tables, [...migrations, { needs: migrations.length + 1, statements: [] }]);
    await expect.poll(replica.isReady, { timeout: 10_000 }).toBe(false);
    await replica.leave();
  });
});
