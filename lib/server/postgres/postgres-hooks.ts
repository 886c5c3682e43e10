import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { HookStore, StoredHook } from '#lib/server/inventory/hook-store';
import { toStorable } from '#lib/text/storable-text';
import type { Tables } from './tables.ts';

/** The hooks of a team in PostgreSQL, by its clock. */
export function openPostgresHooks(tables: Kysely<Tables>): HookStore {
  return {
    list: async () => (await tables.selectFrom('hook').selectAll().orderBy('registry').execute()).map(toHook),
    notice: async () => undefined,
    find: async (registry) => {
      const row = await tables
        .selectFrom('hook')
        .selectAll()
        .where('registry', '=', registry)
        .executeTakeFirst();
      return row === undefined ? undefined : toHook(row);
    },
    put: async ({ registry, sealed, changedBy }) => {
      const change = { sealed: Buffer.from(sealed), changed_by: toStorable(changedBy) };
      await tables
        .insertInto('hook')
        .values({ registry, ...change })
        .onConflict((conflict) =>
          conflict
            .column('registry')
            .doUpdateSet({ ...change, changed_at: sql<Date>`now()`, last_error: null, error_at: null }),
        )
        .execute();
    },
    reseal: async (registry, sealed) => {
      const change = { sealed: Buffer.from(sealed) };
      await tables.updateTable('hook').set(change).where('registry', '=', registry).execute();
    },
    remove: async (registry) => {
      const removal = tables.deleteFrom('hook').where('registry', '=', registry);
      return (await removal.executeTakeFirst()).numDeletedRows > 0n;
    },
    note: async (registry, unread) => {
      const now = sql<Date>`now()`;
      const change = unread === undefined ? {} : { last_error: toStorable(unread), error_at: now };
      // A flood comes to one row: it is written once in a second.
      const isNews = sql<boolean>`last_at IS NULL OR last_at < now() - interval '1 second'`;
      await tables
        .updateTable('hook')
        .set({ last_at: now, ...change })
        .where('registry', '=', registry)
        .where((where) => where.or([isNews, sql<boolean>`${unread !== undefined}::boolean`]))
        .execute();
    },
  };
}

function toHook(row: Selectable<Tables['hook']>): StoredHook {
  return {
    registry: row.registry,
    sealed: new Uint8Array(row.sealed),
    changedBy: row.changed_by,
    changedAt: Number(row.changed_at),
    lastAt: row.last_at === null ? undefined : Number(row.last_at),
    unread: row.last_error === null ? undefined : { at: Number(row.error_at), reason: row.last_error },
  };
}
