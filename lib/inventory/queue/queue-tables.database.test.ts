import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import type { JobQueue } from './job-queue.ts';
import { openQueue } from './open-queue.ts';
import { prepareQueue } from './prepare-queue.ts';
import type { ScanJob } from './scan-job.ts';

const scan = (host: string, repository: string): ScanJob => ({ kind: 'scan-repository', host, repository });

describe.skipIf(testDatabaseUrl === undefined)('the jobs of a scope', () => {
  const schema = `queue_${randomUUID().replaceAll('-', '')}`;
  let database: ScratchDatabase;
  let queue: JobQueue;
  beforeAll(async () => {
    const place = { kind: 'postgres', url: testDatabaseUrl ?? '', schema } as const;
    database = await openScratchDatabase();
    await prepareQueue(place);
    queue = await openQueue({ place, onFault: (error) => expect(error).toBeUndefined() });
  });
  afterAll(async () => {
    await queue.close();
    await sql.raw(`DROP SCHEMA ${schema} CASCADE`).execute(database.tables);
    await database.remove();
  });

  test('name the last scan of exactly that scope', async () => {
    const host = 'a.io';
    expect(await queue.latest({ host })).toBeUndefined();
    const id = await queue.start({ kind: 'scan-registry', host });
    await queue.add([{ kind: 'scan-registry', host, isListOnly: true }]);
    const other = await queue.start(scan(host, 'team/app'));
    expect(await queue.latest({ host })).toEqual({ id, startedAt: expect.any(Number) });
    expect(await queue.latest({ host, repository: 'team/app' })).toMatchObject({ id: other });
    expect(await queue.latest({ host, repository: 'team/other' })).toBeUndefined();
  });

  test('are counted by registry and by repository, and none stays that is forgotten', async () => {
    const host = 'b.io';
    await queue.add([scan(host, 'team/app'), scan(host, 'team/web'), scan('c.io', 'team/app')]);
    expect(await queue.counts({ host }, 0)).toMatchObject({ waiting: 2, active: 0, done: 0, failed: 0 });
    expect(await queue.counts({ host, repository: 'team/web' }, 0)).toMatchObject({ waiting: 1 });
    await queue.forget({ host, repository: 'team/app' });
    expect(await queue.counts({ host }, 0)).toMatchObject({ waiting: 1 });
    await queue.forget({ host });
    expect(await queue.counts({ host }, 0)).toMatchObject({ waiting: 0 });
    expect(await queue.counts({ host: 'c.io' }, 0)).toMatchObject({ waiting: 1 });
  });

  test('that wait for a time wait no more when a registry goes on', async () => {
    const host = 'd.io';
    await queue.add([scan(host, 'team/app')], { afterMs: 60 * 60_000 });
    const waits = async () => {
      const { rows } = await sql<{ waits: boolean }>`SELECT start_after > pg_catalog.now() AS waits
        FROM ${sql.table(`${schema}.job`)} WHERE group_id = ${host}`.execute(database.tables);
      return rows;
    };
    expect(await waits()).toEqual([{ waits: true }]);
    await queue.hurry(host);
    expect(await waits()).toEqual([{ waits: false }]);
  });

  test('were taken back when a person stopped what the first of them led to', async () => {
    const host = 'e.io';
    const id = await queue.start({ kind: 'scan-registry', host });
    expect(await queue.find(id)).toMatchObject({ isOver: false, isCancelled: false });
    await sql`UPDATE ${sql.table(`${schema}.job`)} SET state = 'completed' WHERE id = ${id}::uuid`.execute(
      database.tables,
    );
    await queue.add([scan(host, 'team/app')]);
    await queue.cancel({ host });
    expect(await queue.find(id)).toMatchObject({ isOver: true, isCancelled: true });
    expect(await queue.counts({ host }, 0)).toMatchObject({ waiting: 0 });
  });
});
