import { sql } from 'kysely';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';

/** How old the oldest fact is that is kept of each registry, as it was counted last. */
export function readOldestFacts(
  database: InventoryDatabase,
): Promise<readonly { readonly host: string; readonly seconds: number }[]> {
  return queryRows(
    database,
    sql<{ host: string; seconds: number }>`
      SELECT g.host, extract(epoch FROM now() - least(min(c.as_of), min(r.scanned_at)))::float8 AS seconds
      FROM registry g JOIN repository r ON r.registry = g.id AND r.gone_at IS NULL
      LEFT JOIN repository_count c ON c.repository = r.id
      GROUP BY g.host HAVING least(min(c.as_of), min(r.scanned_at)) IS NOT NULL ORDER BY g.host`,
  );
}
