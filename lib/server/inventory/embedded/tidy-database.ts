import type { QueueDatabase } from '#lib/inventory/queue/boss-options';

/**
 * Does what a server of PostgreSQL does by itself, and PGlite does not: counts what is in tables of which much has changed,
 * without which questions take ten times as long, and takes away rows that nobody sees any more. Table by table, so that
 * others get their turn in between.
 */
export async function tidyDatabase(database: Pick<QueueDatabase, 'executeSql'>): Promise<void> {
  await database.executeSql('SELECT pg_stat_force_next_flush()');
  const { rows } = await database.executeSql(changedTables);
  for (const { statement } of rows as readonly { readonly statement: string }[])
    await database.executeSql(statement);
}

// The thresholds of a server: https://www.postgresql.org/docs/current/routine-vacuuming.html#AUTOVACUUM
const changedTables = `SELECT format(CASE WHEN is_bloated THEN 'VACUUM (ANALYZE) %I.%I' ELSE 'ANALYZE %I.%I' END,
    schemaname, relname) AS statement
  FROM (SELECT s.*, s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0) AS is_bloated,
      s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0) AS is_changed,
      c.reltuples < 0 AND pg_relation_size(c.oid) > 0 AS is_uncounted
    FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid) AS s
  WHERE is_bloated OR is_changed OR is_uncounted ORDER BY 1`;
