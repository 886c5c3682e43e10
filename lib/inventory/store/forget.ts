import { sql } from 'kysely';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';

/** True of a manifest `m` that no tag, no index, no referrer and no walk names. */
export const isUnnamed = sql<boolean>`NOT EXISTS (SELECT FROM tag WHERE manifest = m.id)
  AND NOT EXISTS (SELECT FROM child WHERE manifest = m.id)
  AND NOT EXISTS (SELECT FROM referrer WHERE manifest = m.id OR subject = m.id)
  AND NOT EXISTS (SELECT FROM standing WHERE manifest = m.id)
  AND NOT EXISTS (SELECT FROM standing_change WHERE manifest = m.id)`;

/**
 * Removes all that is known of a registry, or of one repository of it. Names that the documents of others may share stay
 * in their dictionaries.
 */
export async function forgetPlace(
  database: InventoryDatabase,
  host: string,
  repository: string | undefined,
): Promise<void> {
  const isNamed = repository === undefined ? sql`true` : sql`r.name = ${repository}`;
  const known = await queryRows(
    database,
    sql<{ id: number }>`SELECT r.id FROM repository r JOIN registry g ON g.id = r.registry
      WHERE g.host = ${host} AND ${isNamed} ORDER BY r.id`,
  );
  // One by one: cut off, it goes on where it was when it is done again.
  for (const { id } of known)
    await database.transaction().execute((transaction) => forgetRepository(transaction, id));
  const isFailure = repository === undefined ? sql`true` : sql`f.repository = ${repository}`;
  await sql`DELETE FROM failure f USING registry g WHERE g.id = f.registry AND g.host = ${host}
    AND ${isFailure}`.execute(database);
  if (repository === undefined)
    await sql`DELETE FROM registry g WHERE g.host = ${host}
      AND NOT EXISTS (SELECT FROM repository WHERE registry = g.id)`.execute(database);
}

const tablesOfRepository = ['listing', 'tag', 'referrer', 'standing_change', 'coverage_day', 'standing'];

async function forgetRepository(transaction: InventoryDatabase, id: number): Promise<void> {
  const named = await queryRows(
    transaction,
    sql<{ manifest: number }>`SELECT manifest FROM tag WHERE repository = ${id} AND manifest IS NOT NULL
      UNION SELECT unnest(ARRAY[subject, manifest]) FROM referrer WHERE repository = ${id}
      UNION SELECT manifest FROM standing WHERE repository = ${id}
      UNION SELECT manifest FROM standing_change WHERE repository = ${id}`,
  );
  for (const table of tablesOfRepository)
    await sql`DELETE FROM ${sql.table(table)} WHERE repository = ${id}`.execute(transaction);
  await sql`DELETE FROM stale_count WHERE repository = ${id}`.execute(transaction);
  await sql`DELETE FROM repository WHERE id = ${id}`.execute(transaction);
  await removeUnnamed(
    transaction,
    named.map(({ manifest }) => manifest),
  );
}

/** Removes those of the manifests that nothing names any more, and then what only they held. */
async function removeUnnamed(transaction: InventoryDatabase, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const held = await queryRows(
    transaction,
    sql<{ manifest: number }>`SELECT DISTINCT manifest FROM child WHERE parent = ANY (${ids}::int[])`,
  );
  await sql`DELETE FROM manifest m WHERE m.id = ANY (${ids}::int[]) AND ${isUnnamed}`.execute(transaction);
  await removeUnnamed(
    transaction,
    held.map(({ manifest }) => manifest),
  );
}
