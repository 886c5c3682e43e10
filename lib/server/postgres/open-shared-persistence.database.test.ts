import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { findFreePort } from '#e2e/registries/start-process';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import { Secret } from '#lib/registry/auth/credential';
import { createLog, provideLog } from '#lib/server/platform/log';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { migrateDatabase, openSharedPersistence } from './open-shared-persistence.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-shared-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a database that does not come is waited for a minute, which is said once', async () => {
  const port = await findFreePort();
  const lines: { msg: string; host: string }[] = [];
  provideLog(createLog('error', { write: (line) => void lines.push(JSON.parse(line)) }));
  let seconds = 0;
  const opening = openSharedPersistence({
    databaseUrl: new Secret(`postgres://orrery:canary@127.0.0.1:${port}/orrery`),
    dataDir: folder,
    onAuditLine: () => {},
    clock: {
      now: () => seconds * 1_000,
      delay: async () => {
        seconds += 1;
      },
    },
  });
  const message = `The database at 127.0.0.1:${port} cannot be used: connect ECONNREFUSED 127.0.0.1:${port}. Check ORRERY_DATABASE_URL.`;
  await expect(opening).rejects.toMatchObject({ name: 'StartError', code: 'database', message });
  expect(seconds).toBe(61);
  expect(lines).toMatchObject([
    { host: `127.0.0.1:${port}`, msg: 'the database does not answer; trying again for a minute' },
  ]);
  provideLog(createLog('silent', { write: () => {} }));
});

const planOf = (id: string) => fakePlan(id, 1, { expires: '2999-01-01T00:00:00Z' });

async function open(url: string) {
  const lines: string[] = [];
  const onAuditLine = (line: string) => lines.push(line);
  const persistence = await openSharedPersistence({
    databaseUrl: new Secret(url),
    dataDir: folder,
    onAuditLine,
  });
  return { persistence, lines };
}

describe.skipIf(testDatabaseUrl === undefined)('what replicas share', () => {
  let database: ScratchDatabase;
  beforeEach(async () => {
    database = await openScratchDatabase();
  });
  afterEach(() => database.remove());

  test('is opened on an empty database, and audited lines are told', async () => {
    const { persistence, lines } = await open(database.url);
    expect(persistence.isReady()).toBe(true);
    await persistence.journal.add('ada', planOf('p'));
    await persistence.auditLog.append([auditEvent('a'), auditEvent('b')]);
    expect(lines.map((line) => JSON.parse(line).target)).toEqual(['a', 'b']);
    await persistence.auditCheck.run();
    expect(persistence.auditCheck.broken()).toBeUndefined();
    await persistence.close();
    const again = await open(database.url);
    expect((await again.persistence.journal.find('p'))?.owner).toBe('ada');
    await again.persistence.close();
  });

  test('says which replicas work on it, and which of them answers', async () => {
    const [one, other] = [await open(database.url), await open(database.url)];
    const state = await one.persistence.describe?.();
    expect(state?.schema).toBe(migrations.length);
    expect(state?.replicas.map(({ isAlive, isOwn }) => [isAlive, isOwn])).toEqual([
      [true, true],
      [true, false],
    ]);
    await other.persistence.close();
    expect((await one.persistence.describe?.())?.replicas).toHaveLength(1);
    await one.persistence.close();
  });

  test('is opened by several at once on an empty database', async () => {
    const opened = await Promise.all(Array.from({ length: 3 }, () => open(database.url)));
    expect(opened.map(({ persistence }) => persistence.isReady())).toEqual([true, true, true]);
    await Promise.all(opened.map(({ persistence }) => persistence.close()));
    const { rows } = await sql`SELECT number FROM schema_migration`.execute(database.tables);
    expect(rows).toHaveLength(migrations.length);
  });

  test('may be migrated before by a job of its own', async () => {
    await migrateDatabase(new Secret(database.url));
    await (await open(database.url)).persistence.close();
  });

  test('is not opened where a newer release has taken away what this one needs', async () => {
    await migrate(database.tables, [...migrations, { needs: migrations.length + 1, statements: [] }]);
    const error = { name: 'StartError', code: 'database', message: expect.stringMatching(/newer Orrery/) };
    await expect(open(database.url)).rejects.toMatchObject(error);
  });

  test('is not opened by a wrong address, and the password is not told', async () => {
    const url = new URL(testDatabaseUrl ?? '');
    url.password = 'canary';
    url.pathname = '/nowhere';
    const message = expect.stringMatching(
      /^The database at 127\.0\.0\.1:\d+ .*nowhere.* Check ORRERY_DATABASE_URL\.$/,
    );
    const error = await open(String(url)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'StartError', code: 'database', message });
    expect(String(error)).not.toContain('canary');
  });
});
