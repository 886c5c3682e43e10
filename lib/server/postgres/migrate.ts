import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from './migrations.ts';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';

/**
 * How a schema stands to this release. `behind`: migrations are missing. `fits`: it has all that we need, and perhaps
 * what a newer release has added. `too-new`: a newer release has taken away what we need.
 */
export type SchemaState = 'behind' | 'fits' | 'too-new';

/** How the schema stands; it changes nothing. */
export async function readSchema(tables: Kysely<Tables>, known = migrations): Promise<SchemaState> {
  const found = await sql<{ is_there: boolean }>`
    SELECT to_regclass('schema_migration') IS NOT NULL AS is_there`.execute(tables);
  if (found.rows[0]?.is_there !== true) return 'behind';
  return stateOf(await lastMigration(tables), known);
}

/**
 * Brings the schema up to this release and gives how it stands then. All of it is done or nothing, and only one process
 * does it at a time: the others wait, and find it done.
 */
export async function migrate(
  tables: Kysely<Tables>,
  known: readonly Migration[] = migrations,
): Promise<Exclude<SchemaState, 'behind'>> {
  return await tables.transaction().execute(async (transaction) => {
    await sql`SELECT pg_advisory_xact_lock(${lockKey})`.execute(transaction);
    await sql`CREATE TABLE IF NOT EXISTS schema_migration (
      number int PRIMARY KEY, needs int NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`.execute(
      transaction,
    );
    const last = await lastMigration(transaction);
    if (stateOf(last, known) === 'too-new') return 'too-new';
    for (const [index, { needs, statements }] of known.entries()) {
      const number = index + 1;
      if (number <= last.number) continue;
      for (const statement of statements) await sql.raw(statement).execute(transaction);
      await transaction.insertInto('schema_migration').values({ number, needs }).execute();
    }
    return 'fits';
  });
}

// Any number that no other program on the same database takes: "orrery" in ASCII.
const lockKey = '122532560892537';

type Last = { readonly number: number; readonly needs: number };

async function lastMigration(tables: Kysely<Tables>): Promise<Last> {
  const rows = tables.selectFrom('schema_migration').select(['number', 'needs']);
  return (await rows.orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? { number: 0, needs: 0 };
}

function stateOf({ number, needs }: Last, known: readonly Migration[]): SchemaState {
  if (needs > known.length) return 'too-new';
  return number < known.length ? 'behind' : 'fits';
}
