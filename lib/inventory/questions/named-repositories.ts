import { sql } from 'kysely';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import type { QuestionScope } from './reachable.ts';
import { reachable } from './reachable.ts';

/** A repository of the inventory, and its number there. */
export type NamedRepository = { readonly id: number; readonly host: string; readonly name: string };

/** The repositories that a question is about, by registry and name. */
export function listNamed(
  database: InventoryDatabase,
  scope: QuestionScope,
): Promise<readonly NamedRepository[]> {
  return queryRows(
    database,
    sql<NamedRepository>`WITH ${reachable(scope)} SELECT id, host, name FROM reachable ORDER BY host, name`,
  );
}
