import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import { readSchema } from '#lib/server/postgres/migrate';
import { openPostgresAuditLog } from '#lib/server/postgres/postgres-audit-log';

/** What a command of ours prints and ends with. */
async function run(program: string, args: readonly string[], databaseUrl: string) {
  const env = { NODE_ENV: 'test' as const, HOME: '/nonexistent', ORRERY_DATABASE_URL: databaseUrl };
  const command = [join(import.meta.dirname, program), ...args];
  return await promisify(execFile)(process.execPath, command, { env }).then(
    (ended) => ({ code: 0, ...ended }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

describe.skipIf(testDatabaseUrl === undefined)('a command on a database', () => {
  let database: ScratchDatabase;
  beforeEach(async () => {
    database = await openScratchDatabase();
  });
  afterEach(() => database.remove());

  test('migrates it, and does nothing the second time', async () => {
    for (let time = 0; time < 2; time++) {
      const ended = await run('start.mjs', ['--migrate'], database.url);
      expect(ended).toEqual({ code: 0, stdout: 'The database is up to date.\n', stderr: '' });
    }
    expect(await readSchema(database.tables)).toBe('fits');
  });

  test('wants to know which one is to be migrated', async () => {
    const ended = await run('start.mjs', ['--migrate'], '');
    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Set ORRERY_DATABASE_URL/),
    });
  });

  test('checks its audit log', async () => {
    await run('start.mjs', ['--migrate'], database.url);
    await openPostgresAuditLog(database.tables).append([auditEvent('a'), auditEvent('b')]);
    expect(await run('check-audit.ts', [], database.url)).toEqual({
      code: 0,
      stdout: 'The audit log in the database is whole: 2 rows.\n',
      stderr: '',
    });
    await database.tables.deleteFrom('audit').where('row', '=', 2).execute();
    expect(await run('check-audit.ts', [], database.url)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/was altered\. Line 2/),
    });
  });
});
