import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { OnceStore } from '#lib/server/sessions/session-store';
import type { Tables } from './tables.ts';
import { fromNow } from './time-spans.ts';

/** What may be used once, in PostgreSQL, by its clock. */
export function openPostgresOnce(tables: Kysely<Tables>): OnceStore {
  return {
    keep: async (key, value, ttlMs) => {
      const row = { key, value: Buffer.from(value), ends_at: fromNow(ttlMs) };
      await tables.insertInto('kept_once').values(row).execute();
    },
    take: async (key) => {
      const row = await tables
        .deleteFrom('kept_once')
        .where('key', '=', key)
        .returning(['value', isOver.as('is_over')])
        .executeTakeFirst();
      return row === undefined || row.is_over ? undefined : new Uint8Array(row.value);
    },
    useOnce: async (name, ttlMs) => {
      const row = await tables
        .insertInto('used_once')
        .values({ name, ends_at: fromNow(ttlMs) })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ ends_at: fromNow(ttlMs) })
            .where(sql<boolean>`used_once.ends_at <= now()`),
        )
        .returning('name')
        .executeTakeFirst();
      return row !== undefined;
    },
    removeOld: async () => {
      await tables.deleteFrom('kept_once').where(isOver).execute();
      await tables.deleteFrom('used_once').where(isOver).execute();
    },
  };
}

const isOver = sql<boolean>`ends_at <= now()`;
