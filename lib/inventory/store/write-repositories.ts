import { sql } from 'kysely';
import type { InventoryStore } from './inventory-store.ts';
import { storeLimits } from './limits.ts';
import { registryId } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { before, queryRows } from './query-rows.ts';

type RepositoryLists = Pick<
  InventoryStore,
  'beginRepositories' | 'putRepositories' | 'finishRepositories' | 'listRepositories' | 'listedAs'
>;

/** The repositories of registries, as their lists name them. */
export function writeRepositories(database: InventoryDatabase): RepositoryLists {
  return {
    beginRepositories: (host) =>
      database.transaction().execute(async (transaction) => {
        const id = await registryId(transaction, host);
        await sql`UPDATE registry SET listing_at = now(), listing_after = '' WHERE id = ${id} AND (
          listing_at IS NULL OR listing_after IS NULL OR listing_at < ${before(storeLimits.listingMaxMs)})`.execute(
          transaction,
        );
        const [row] = await queryRows(
          transaction,
          sql<{ after: string }>`SELECT listing_after AS after FROM registry WHERE id = ${id}`,
        );
        return { after: row?.after ?? '' };
      }),
    putRepositories: (host, { after, next, entries }) =>
      database.transaction().execute(async (transaction) => {
        const id = await registryId(transaction, host);
        const names = [...new Set(entries)].sort();
        await sql`INSERT INTO repository AS r (registry, name, due_at)
          SELECT ${id}::int, name, now() FROM unnest(${names}::text[]) AS u(name)
          ON CONFLICT (registry, name) DO UPDATE SET named_at = now(), gone_at = NULL,
            due_at = CASE WHEN r.gone_at IS NULL THEN r.due_at ELSE now() END`.execute(transaction);
        // A page that comes again, or too late, leaves the place where it is.
        await sql`UPDATE registry SET listing_after = ${next ?? null}::text
          WHERE id = ${id} AND listing_after = ${after}`.execute(transaction);
      }),
    finishRepositories: (host) =>
      database.transaction().execute(async (transaction) => {
        const rows = await queryRows(
          transaction,
          sql`WITH ended AS (
              UPDATE registry g SET listed_at = old.listing_at, listing_at = NULL, listing_after = ''
              FROM (SELECT id, listing_at FROM registry WHERE host = ${host} FOR UPDATE) AS old
              WHERE g.id = old.id AND g.listing_at IS NOT NULL AND g.listing_after IS NULL
              RETURNING g.id, old.listing_at)
            UPDATE repository r SET gone_at = now(), due_at = NULL FROM ended
            WHERE r.registry = ended.id AND r.named_at < ended.listing_at AND r.gone_at IS NULL RETURNING r.id`,
        );
        return rows.length;
      }),
    listRepositories: async (host, after, max) => {
      const rows = await queryRows(
        database,
        sql<{ name: string }>`SELECT r.name FROM repository r JOIN registry g ON g.id = r.registry
          WHERE g.host = ${host} AND r.gone_at IS NULL AND r.name > ${after} ORDER BY r.name LIMIT ${max}`,
      );
      return rows.map(({ name }) => name);
    },
    listedAs: async ({ host, name }) => {
      const [row] = await queryRows(
        database,
        sql<{ listed: 'there' | 'gone' | null }>`SELECT CASE WHEN r.gone_at IS NOT NULL THEN 'gone'
            WHEN r.named_at >= g.listed_at THEN 'there' END AS listed
          FROM repository r JOIN registry g ON g.id = r.registry WHERE g.host = ${host} AND r.name = ${name}`,
      );
      return row?.listed ?? undefined;
    },
  };
}
