import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { migrate, readSchema } from './migrate.ts';
import { migrations } from './migrations.ts';
import { openTables } from './open-tables.ts';

const added = { needs: 1, statements: ['ALTER TABLE plan ADD COLUMN more text'] };
const removed = { needs: migrations.length + 2, statements: ['ALTER TABLE plan DROP COLUMN code'] };
const broken = { needs: 1, statements: ['CREATE TABLE one (a int)', 'CREATE TABLE two (a no_such_type)'] };

describe.skipIf(testDatabaseUrl === undefined)('the schema of a database', () => {
  let database: ScratchDatabase;
  beforeEach(async () => {
    database = await openScratchDatabase();
  });
  afterEach(() => database.remove());

  test('is behind before it is migrated, and fits afterwards', async () => {
    expect(await readSchema(database.tables)).toBe('behind');
    expect(await migrate(database.tables)).toBe('fits');
    expect(await readSchema(database.tables)).toBe('fits');
    expect(await migrate(database.tables)).toBe('fits');
  });

  test('is migrated once by however many start at the same time', async () => {
    const replicas = Array.from({ length: 4 }, () => openTables(database.url));
    const states = await Promise.all(replicas.map((tables) => migrate(tables)));
    expect(states).toEqual(['fits', 'fits', 'fits', 'fits']);
    const rows = await database.tables.selectFrom('schema_migration').select('number').execute();
    expect(rows).toEqual(migrations.map((_, index) => ({ number: index + 1 })));
    await Promise.all(replicas.map((tables) => tables.destroy()));
  });

  test('still serves an older release when a newer one has only added to it', async () => {
    await migrate(database.tables, [...migrations, added]);
    expect(await readSchema(database.tables)).toBe('fits');
    expect(await migrate(database.tables)).toBe('fits');
  });

  test('is too new for a release that needs what a newer one has taken away', async () => {
    await migrate(database.tables, [...migrations, added, removed]);
    expect(await readSchema(database.tables)).toBe('too-new');
    expect(await migrate(database.tables)).toBe('too-new');
    expect(await readSchema(database.tables, [...migrations, added, removed])).toBe('fits');
  });

  test('is left as it was by a migration that fails', async () => {
    await migrate(database.tables);
    await expect(migrate(database.tables, [...migrations, broken])).rejects.toThrow('no_such_type');
    const { rows } = await sql`SELECT to_regclass('one') AS found`.execute(database.tables);
    expect(rows).toEqual([{ found: null }]);
    expect(await readSchema(database.tables)).toBe('fits');
  });
});
