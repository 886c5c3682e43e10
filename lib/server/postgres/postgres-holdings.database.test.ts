import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { transferLimits } from '#lib/transfer/limits';
import { postgresLimits } from './limits.ts';
import { migrate } from './migrate.ts';
import { claimHoldings, heldIn, openPostgresHoldings, removeOldHoldings } from './postgres-holdings.ts';
import { openPostgresJournal } from './postgres-journal.ts';
import type { Replica } from './replica.ts';
import { enterReplica } from './replica.ts';

describe.skipIf(testDatabaseUrl === undefined)('which replica holds a file', () => {
  let database: ScratchDatabase;
  let replicas: Replica[];
  beforeEach(async () => {
    database = await openScratchDatabase();
    replicas = [];
    await migrate(database.tables);
  });
  afterEach(async () => {
    for (const replica of replicas) await replica.leave();
    await database.remove();
  });
  const enter = async (name: string, address?: string) => {
    const replica = await enterReplica(database.tables, { name, address });
    replicas.push(replica);
    const self = { id: replica.id, name };
    return { self, replica, holdings: openPostgresHoldings(database.tables, self) };
  };

  test('is known to all, with where it is reached', async () => {
    const a = await enter('orrery-a', '10.0.0.5:3001');
    const b = await enter('orrery-b');
    await a.holdings.add('upload', 'u1', 'ada');
    await b.holdings.add('archive', 'u1', 'bob');
    expect(await a.holdings.find('upload', 'u1')).toEqual({
      owner: 'ada',
      replica: 'orrery-a',
      place: { kind: 'here' },
    });
    expect(await b.holdings.find('upload', 'u1')).toMatchObject({
      owner: 'ada',
      place: { kind: 'elsewhere', address: '10.0.0.5:3001' },
    });
    expect(await a.holdings.find('archive', 'u1')).toMatchObject({ place: { kind: 'closed' } });
    await b.holdings.remove('upload', 'u1');
    expect(await a.holdings.find('upload', 'u1')).toBeUndefined();
    expect(await a.holdings.find('archive', 'u1')).toMatchObject({ owner: 'bob' });
  });

  test('is gone with a replica that left, or that says nothing any more', async () => {
    const [a, b] = [await enter('orrery-a', 'a:1'), await enter('orrery-b')];
    await a.holdings.add('upload', 'u1', 'ada');
    await a.replica.leave();
    expect(await b.holdings.find('upload', 'u1')).toEqual({
      owner: 'ada',
      replica: 'orrery-a',
      place: { kind: 'gone' },
    });
    await a.holdings.add('upload', 'u2', 'ada');
    const silent = {
      id: a.self.id,
      address: 'a:1',
      seen_at: new Date(Date.now() - 2 * postgresLimits.goneMs),
    };
    await database.tables.insertInto('replica').values(silent).execute();
    expect(await b.holdings.find('upload', 'u2')).toMatchObject({ place: { kind: 'gone' } });
  });

  test('comes back with the folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orrery-held-'));
    await mkdir(join(folder, 'uploads', 'u1'), { recursive: true });
    await mkdir(join(folder, 'archives'));
    for (const name of ['p1.tar', 'p2.tar.part']) await writeFile(join(folder, 'archives', name), 'x');
    const held = await heldIn(folder);
    await rm(folder, { recursive: true });
    expect(held).toEqual({ upload: ['u1'], archive: ['p1'] });
    expect(await heldIn(folder)).toEqual({ upload: [], archive: [] });

    const [a, b] = [await enter('orrery-a', 'a:1'), await enter('orrery-b')];
    for (const id of ['u1', 'u2']) await a.holdings.add('upload', id, 'ada');
    await a.replica.leave();
    const again = await enter('orrery-c', 'a:2');
    await claimHoldings(database.tables, again.self, held);
    expect(await b.holdings.find('upload', 'u1')).toEqual({
      owner: 'ada',
      replica: 'orrery-c',
      place: { kind: 'elsewhere', address: 'a:2' },
    });
    expect(await b.holdings.find('upload', 'u2')).toMatchObject({ place: { kind: 'gone' } });
  });

  test('is forgotten with the record of a plan, and an upload when no plan can need it', async () => {
    const { self, holdings } = await enter('orrery-a');
    const journal = openPostgresJournal(database.tables, self.id);
    await journal.add('ada', fakePlan('p1', 1, { expires: '2999-01-01T00:00:00Z' }));
    for (const id of ['p1', 'p2']) await holdings.add('archive', id, 'ada');
    await holdings.add('upload', 'u1', 'ada');
    await removeOldHoldings(database.tables);
    const all = async () =>
      (await database.tables.selectFrom('holding').select('id').execute()).map(({ id }) => id);
    expect((await all()).sort()).toEqual(['p1', 'u1']);
    expect(postgresLimits.uploadKnownMs).toBeGreaterThan(transferLimits.recordKeptDays * 24 * 60 * 60 * 1000);
    await database.pass(postgresLimits.uploadKnownMs + 1);
    await removeOldHoldings(database.tables);
    expect(await all()).toEqual(['p1']);
  });
});
