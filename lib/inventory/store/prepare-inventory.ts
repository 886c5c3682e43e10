import type { QueryExecutorProvider } from 'kysely';
import { sql } from 'kysely';
import { inventorySchema } from './inventory-schema.ts';

/**
 * The database of an inventory: a `Kysely` of any tables. All of its SQL is written out, since most of it works on
 * arrays.
 */
export type InventoryDatabase = QueryExecutorProvider & {
  readonly transaction: () => {
    readonly execute: <Result>(work: (transaction: InventoryDatabase) => Promise<Result>) => Promise<Result>;
  };
};

/**
 * Makes the tables of the inventory, or brings them up to this release. One process does it at a time, all of it or
 * nothing. `too-new`: a later release has been here, and what it made is left as it is.
 */
export async function prepareInventory(
  database: InventoryDatabase,
  schema: readonly (readonly string[])[] = inventorySchema,
): Promise<'fits' | 'too-new'> {
  return await database.transaction().execute(async (transaction) => {
    await sql`SELECT pg_advisory_xact_lock(${lockKey}::bigint)`.execute(transaction);
    await sql`CREATE TABLE IF NOT EXISTS inventory_schema (number int PRIMARY KEY)`.execute(transaction);
    const { rows } = await sql<{ number: number }>`
      SELECT coalesce(max(number), 0) AS number FROM inventory_schema`.execute(transaction);
    const number = rows[0]?.number ?? 0;
    if (number > schema.length) return 'too-new';
    for (const [index, statements] of schema.entries()) {
      if (index < number) continue;
      for (const statement of statements) await sql.raw(statement).execute(transaction);
      await sql`INSERT INTO inventory_schema VALUES (${index + 1})`.execute(transaction);
    }
    return 'fits';
  });
}

// Another number than that of the tables which replicas share.
const lockKey = '122532560892538';
