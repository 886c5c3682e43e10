import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { AttemptStore } from '#lib/server/platform/shared-rate-limit';
import type { Tables } from './tables.ts';

/**
 * Counts attempts of all replicas in PostgreSQL, by its clock: the time begins with the first attempt, and with the first
 * after it is over.
 */
export function openPostgresAttempts(tables: Kysely<Tables>): AttemptStore {
  return async (key, { max, perMs }) => {
    const end = sql`now() + make_interval(secs => ${perMs / 1000})`;
    const { rows } = await sql<{ count: number; seconds: number }>`
      INSERT INTO attempt AS known (key, count, ends_at) VALUES (${key}, 1, ${end})
      ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN known.ends_at <= now() THEN 1 ELSE known.count + 1 END,
        ends_at = CASE WHEN known.ends_at <= now() THEN excluded.ends_at ELSE known.ends_at END
      RETURNING count, extract(epoch FROM ends_at - now())::float8 AS seconds`.execute(tables);
    const [row] = rows;
    return row === undefined || row.count <= max ? undefined : Math.max(1, Math.ceil(row.seconds));
  };
}

/** Forgets the attempts whose time is over. */
export async function removeOldAttempts(tables: Kysely<Tables>): Promise<void> {
  await tables.deleteFrom('attempt').where(sql<boolean>`ends_at <= now()`).execute();
}
