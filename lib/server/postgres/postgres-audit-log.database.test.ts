import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { auditEvent, describeAuditLog } from '#e2e/suites/describe-audit-log';
import { parseAuditRow } from '#lib/server/plans/audit/audit-row';
import { migrate } from './migrate.ts';
import { openTables } from './open-tables.ts';
import { openPostgresAuditLog } from './postgres-audit-log.ts';

async function openMigrated() {
  const database = await openScratchDatabase();
  await migrate(database.tables);
  return database;
}

describe.skipIf(testDatabaseUrl === undefined)('in a database', () => {
  describeAuditLog('in PostgreSQL', async () => {
    const { tables, remove } = await openMigrated();
    return {
      open: async () => openPostgresAuditLog(tables),
      rows: async () => {
        const rows = await tables.selectFrom('audit').selectAll().orderBy('row').execute();
        return rows.flatMap(({ line }) => parseAuditRow(line) ?? []);
      },
      remove,
    };
  });

  describe('an audit log that several write', () => {
    let database: ScratchDatabase;
    beforeEach(async () => {
      database = await openMigrated();
    });
    afterEach(() => database.remove());
    const append = async (targets: readonly string[]) => {
      const log = openPostgresAuditLog(database.tables);
      for (const target of targets) await log.append([auditEvent(target)]);
      return log;
    };

    test('is one chain without a gap, however many replicas write at once', async () => {
      const replicas = Array.from({ length: 4 }, () => openTables(database.url));
      const targets = Array.from({ length: 25 }, (_, index) => `${index}`);
      const lines: string[] = [];
      await Promise.all(
        replicas.map(async (tables) => {
          const log = openPostgresAuditLog(tables, (written) => lines.push(...written));
          await Promise.all(targets.map((target) => log.append([auditEvent(target), auditEvent('two')])));
        }),
      );
      const log = openPostgresAuditLog(database.tables);
      expect(await log.verify()).toEqual({ isWhole: true, rows: 200 });
      const stored = await database.tables.selectFrom('audit').select('line').execute();
      expect(lines.toSorted()).toEqual(stored.map(({ line }) => line).toSorted());
      await Promise.all(replicas.map((tables) => tables.destroy()));
    });

    test.for([
      ['altered', `UPDATE audit SET line = replace(line, '"target":"b"', '"target":"x"')`, 2],
      ['removed', 'DELETE FROM audit WHERE row = 2', 2],
      ['cut off at the end', 'DELETE FROM audit WHERE row = 3', 3],
    ] as const)('finds a row that was %s', async ([, statement, line]) => {
      const log = await append(['a', 'b', 'c']);
      await sql.raw(statement).execute(database.tables);
      expect(await log.verify()).toMatchObject({ isWhole: false, line });
    });

    test('is read on from where it was found whole, and wholly when somebody asks', async () => {
      const log = await append(['a', 'b']);
      expect(await log.verifyNew?.()).toEqual({ isWhole: true, rows: 2 });
      const lines = database.tables.updateTable('audit');
      await append(['c', 'd']);
      await lines.set({ line: '{}' }).where('row', '=', 1).execute();
      // Another replica starts.
      const other = openPostgresAuditLog(database.tables);
      expect(await other.verifyNew?.()).toEqual({ isWhole: true, rows: 4 });
      expect(await other.verify()).toMatchObject({ isWhole: false, line: 1 });
      await append(['e']);
      await lines.set({ line: '{}' }).where('row', '=', 5).execute();
      expect(await other.verifyNew?.()).toMatchObject({ isWhole: false, line: 5 });
      expect(await other.verifyNew?.()).toMatchObject({ isWhole: false, line: 5 });
      await lines.set({ line: '{}' }).where('row', '=', 4).execute();
      expect(await other.verifyNew?.()).toMatchObject({ isWhole: false, line: 1 });
    });

    test('finds rows that an older release has written', async () => {
      const log = await append(['a', 'b', 'c']);
      await sql
        .raw('UPDATE audit SET time = NULL, actor = NULL, verb = NULL WHERE row < 3')
        .execute(database.tables);
      const rows = await log.find({ verb: 'untag', person: 'ada' }, { max: 9 });
      expect(rows.map(({ target }) => target)).toEqual(['c', 'b', 'a']);
    });

    test('still answers about a log whose lines were moved', async () => {
      const log = await append(['a', 'b', 'c']);
      await sql
        .raw('UPDATE audit SET time = NULL, line = (SELECT line FROM audit WHERE row = 3) WHERE row = 1')
        .execute(database.tables);
      const rows = await log.find({}, { max: 9 });
      expect(rows.map(({ row, target }) => `${row}${target}`)).toEqual(['3c', '2b', '1c']);
      expect(await log.verify()).toMatchObject({ isWhole: false, line: 1 });
    });

    test('takes every text that a registry may send', async () => {
      const log = await append(['\0 \ud800 \u{1f600} " \\ \n']);
      expect(await log.verify()).toEqual({ isWhole: true, rows: 1 });
      expect(await log.find({}, { max: 1 })).toMatchObject([{ target: '\0 \ud800 \u{1f600} " \\ \n' }]);
    });
  });
});
