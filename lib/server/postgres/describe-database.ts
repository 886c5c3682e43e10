import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { DatabaseState } from '#lib/server/plans/database-state';
import { postgresLimits } from './limits.ts';
import type { Tables } from './tables.ts';
import { ago } from './time-spans.ts';

/** The replicas that a database knows, the oldest first, and its schema. */
export async function describeDatabase(tables: Kysely<Tables>, ownId: string): Promise<DatabaseState> {
  const migrations = tables.selectFrom('schema_migration');
  const { schema } = await migrations
    .select(({ fn }) => fn.max('number').as('schema'))
    .executeTakeFirstOrThrow();
  const rows = await tables
    .selectFrom('replica')
    .select(['id', 'started_at', 'seen_at'])
    .select(sql<boolean>`seen_at > ${ago(postgresLimits.goneMs)}`.as('is_alive'))
    .orderBy('started_at')
    .execute();
  const replicas = rows.map((row) => ({
    id: row.id,
    startedAt: Number(row.started_at),
    seenAt: Number(row.seen_at),
    isAlive: row.is_alive,
    isOwn: row.id === ownId,
  }));
  return { schema, replicas };
}
