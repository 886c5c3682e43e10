import { sql } from 'kysely';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';

/**
 * Takes permits for requests to a registry, so many in a second over all processes that ask this database. Gives the
 * milliseconds until the first of them holds; each further one holds `1000 / perSecond` after the one before.
 */
export async function takePermits(
  database: InventoryDatabase,
  host: string,
  count: number,
  perSecond: number,
): Promise<number> {
  const taken = sql`make_interval(secs => ${count / perSecond}::float8)`;
  const [row] = await queryRows(
    database,
    sql<{
      wait: number;
    }>`INSERT INTO pace AS p (host, next_at, taken) VALUES (${host}, now() + ${taken}, ${count})
      ON CONFLICT (host) DO UPDATE SET next_at = greatest(p.next_at, now()) + ${taken}, taken = p.taken + ${count}
      RETURNING (extract(epoch FROM p.next_at - ${taken} - now()) * 1000)::float8 AS wait`,
  );
  return Math.max(0, row?.wait ?? 0);
}

/** Permits for requests to a registry that all processes have taken since the database was made, or has crashed. */
export async function countPermits(database: InventoryDatabase, host: string): Promise<number> {
  const [row] = await queryRows(
    database,
    sql<{ taken: number }>`SELECT taken::float8 AS taken FROM pace WHERE host = ${host}`,
  );
  return row?.taken ?? 0;
}
