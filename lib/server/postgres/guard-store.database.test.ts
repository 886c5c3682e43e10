import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anybody, fakeParts, makeTestPlan, readAll } from '#e2e/fakes/fake-changes';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import type { RunningPostgres } from '#e2e/tools/postgres';
import { startPostgres } from '#e2e/tools/postgres';
import { Secret } from '#lib/registry/auth/credential';
import { createChanges } from '#lib/server/plans/changes';
import { isAway } from './guard-store.ts';
import { openSharedInventory } from './open-shared-inventory.ts';
import { openSharedPersistence } from './open-shared-persistence.ts';

const later = { expires: '2999-01-01T00:00:00Z' };
const away = { code: 'store-unavailable' };
const patience = { timeout: 10_000 };

describe.skipIf(testDatabaseUrl === undefined)('a database that is away', () => {
  let server: RunningPostgres;
  let folder = '';
  beforeEach(async () => {
    [server, folder] = await Promise.all([startPostgres(), mkdtemp(join(tmpdir(), 'orrery-away-'))]);
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const open = () =>
    openSharedPersistence({ databaseUrl: new Secret(server.url), dataDir: folder, onAuditLine: () => {} });

  test('is waited for at the start', async () => {
    await server.pause();
    const opening = open();
    await server.resume();
    const { isReady, close } = await opening;
    expect(isReady()).toBe(true);
    await close();
  });

  test('is said to be away until it is back, and nothing is recorded meanwhile', async () => {
    const { journal, auditLog, team, isReady, close } = await open();
    await journal.add('ada', fakePlan('before', 1, later));
    await server.pause();
    await expect(journal.add('ada', fakePlan('at once', 1, later))).rejects.toMatchObject(away);
    await expect.poll(isReady, patience).toBe(false);
    await expect(journal.add('ada', fakePlan('meanwhile', 1, later))).rejects.toMatchObject(away);
    await expect(auditLog.append([auditEvent('meanwhile')])).rejects.toMatchObject(away);
    await expect(team?.sessions.find('a', 1_000)).rejects.toMatchObject(away);
    await server.resume();
    await expect.poll(isReady, patience).toBe(true);
    await journal.add('ada', fakePlan('after', 1, later));
    expect((await journal.recent(['ada'], 9)).map(({ id }) => id)).toEqual(['after', 'before']);
    expect(await auditLog.verify()).toEqual({ isWhole: true, rows: 0 });
    await close();
  });

  test('is said to be away by the inventory, too, and to a registry that notifies', async () => {
    const role = { role: 'web', requestsPerSecond: 500 } as const;
    const {
      questions,
      describe: tell,
      notify,
      hooks,
      close,
    } = await openSharedInventory(new Secret(server.url), role);
    const { search } = await questions();
    await server.pause();
    const asked = { kind: 'package', text: 'a', max: 9 } as const;
    await expect(search({ reach: undefined }, asked)).rejects.toMatchObject(away);
    await expect(hooks.find('a.io')).rejects.toMatchObject(away);
    await expect(tell({ host: 'a.io' })).rejects.toMatchObject(away);
    await expect(notify('a.io', [{ repository: 'team/app' }])).rejects.toMatchObject(away);
    await server.resume();
    await expect
      .poll(async () => (await tell({ host: 'a.io' }).catch(() => undefined))?.jobs, patience)
      .toBeDefined();
    await close();
  });

  test('stops a run before its next step, and the run is resumed when it is back', async () => {
    const { journal, auditLog, others, isReady, close } = await open();
    const worked: string[] = [];
    const { parts } = fakeParts({
      ...{ journal, others, steps: 3, plan: later },
      work: async ({ id }) => {
        worked.push(id);
        if (id === 's1' && worked.length === 2) await server.pause();
      },
    });
    const changes = createChanges({ ...parts, audit: auditLog });
    const { id } = await makeTestPlan(changes);
    const stopped = (await readAll(await changes.run(anybody, id, undefined))).at(-1);
    expect(stopped).toMatchObject({ type: 'end', state: 'failed', code: 'store-unavailable' });
    expect(worked).toEqual(['s0', 's1']);
    await server.resume();
    await expect.poll(isReady, patience).toBe(true);
    const resumed = (await readAll(await changes.run(anybody, id, undefined))).at(-1);
    expect(resumed).toMatchObject({ type: 'end', state: 'done', done: 3 });
    const done = { state: 'done' };
    expect((await journal.find(id))?.record).toMatchObject({
      ...done,
      steps: { s0: done, s1: done, s2: done },
    });
    expect(await auditLog.verify()).toMatchObject({ isWhole: true });
    await close();
  });
});

test.for([
  [{ code: 'ECONNREFUSED' }, true],
  [{ code: '57P01' }, true],
  [{ code: '57014' }, true],
  [{ code: '25006' }, true],
  [{ message: 'Connection terminated unexpectedly' }, true],
  [{ message: 'timeout exceeded when trying to connect' }, true],
  [{ message: 'Query read timeout' }, true],
  [{ code: '22P02', message: 'invalid input syntax' }, false],
  [{ code: '23505', message: 'duplicate key' }, false],
  [{ message: 'The plan has no steps.' }, false],
] as const)('%o says that the database is away: %s', ([error, expected]) => {
  expect(isAway(Object.assign(new Error(), error))).toBe(expected);
});
