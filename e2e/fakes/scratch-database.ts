import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { openTables } from '#lib/server/postgres/open-tables';
import type { Tables } from '#lib/server/postgres/tables';

/** Where the tests of this run find PostgreSQL; undefined where there is none, and they are left out. */
export const testDatabaseUrl = process.env.TEST_DATABASE_URL;

export type ScratchDatabase = {
  readonly url: string;
  readonly tables: Kysely<Tables>;
  /** Lets time pass for the database. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Sets the clock of the database, in milliseconds since 1970. */
  readonly setClock: (at: number) => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** A schema of its own, without tables, in the PostgreSQL of this run. Its clock can be moved. */
export async function openScratchDatabase(serverUrl = testDatabaseUrl): Promise<ScratchDatabase> {
  if (serverUrl === undefined) throw new Error('There is no PostgreSQL for tests.');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // What stands before pg_catalog is found before it: our now() takes the place of PostgreSQL's.
  const url = `${serverUrl}?options=${encodeURIComponent(`-c search_path=${name},pg_catalog`)}`;
  const tables = openTables(url);
  const statements = [
    `CREATE SCHEMA ${name}`,
    `CREATE TABLE ${name}.clock AS SELECT interval '0' AS ahead`,
    `CREATE FUNCTION ${name}.now() RETURNS timestamptz LANGUAGE sql STABLE
      AS 'SELECT pg_catalog.now() + ahead FROM ${name}.clock'`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(tables);
  return {
    url,
    tables,
    pass: async (milliseconds) => {
      await sql`UPDATE clock SET ahead = ahead + make_interval(secs => ${milliseconds / 1000})`.execute(
        tables,
      );
    },
    setClock: async (at) => {
      await sql`UPDATE clock SET ahead = ${new Date(at)}::timestamptz - pg_catalog.now()`.execute(tables);
    },
    remove: async () => {
      await sql.raw(`DROP SCHEMA ${name} CASCADE`).execute(tables);
      await tables.destroy();
    },
  };
}
