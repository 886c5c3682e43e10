import { sql } from 'kysely';
import { isDigest } from '#lib/oci/digest';
import { cutTo } from './dictionary.ts';
import type { InventoryStore, RecordedFailure } from './inventory-store.ts';
import { storeLimits } from './limits.ts';
import { registryId } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { after, queryRows } from './query-rows.ts';

type RegistryState = Pick<
  InventoryStore,
  'noteNotified' | 'pause' | 'pauseOf' | 'resume' | 'putFailure' | 'removeFailure' | 'listFailures'
>;

type FailureRow = {
  readonly repository: string;
  readonly digest: string;
  readonly reason: string;
  readonly code: string;
  readonly times: number;
  readonly at: Date;
};

/** What a registry has said of its own accord, whether it is left alone, and what failed there. */
export function registryState(database: InventoryDatabase): RegistryState {
  return {
    noteNotified: async (host) => {
      await sql`UPDATE registry SET notified_at = now() WHERE host = ${host}`.execute(database);
    },
    pause: (host, forMs, reason) =>
      database.transaction().execute(async (transaction) => {
        const id = await registryId(transaction, host);
        const text = cutTo(reason, storeLimits.reasonMaxCharacters);
        // A job that was under way when a person paused it shortens nothing.
        await sql`UPDATE registry SET paused_until = ${after(forMs)}, pause_reason = ${text}
          WHERE id = ${id} AND coalesce(paused_until, '-infinity') < ${after(forMs)}`.execute(transaction);
      }),
    pauseOf: async (host) => {
      const [row] = await queryRows(
        database,
        sql<{ until: Date; reason: string | null }>`SELECT paused_until AS until, pause_reason AS reason
          FROM registry WHERE host = ${host} AND paused_until > now()`,
      );
      return row === undefined ? undefined : { until: row.until.toISOString(), reason: row.reason ?? '' };
    },
    resume: async (host) => {
      await sql`UPDATE registry SET paused_until = NULL, pause_reason = NULL WHERE host = ${host}`.execute(
        database,
      );
    },
    putFailure: ({ host, repository, digest, reason, code }) =>
      database.transaction().execute(async (transaction) => {
        const id = await registryId(transaction, host);
        const text = cutTo(reason, storeLimits.reasonMaxCharacters);
        await sql`INSERT INTO failure AS f (registry, repository, digest, reason, code)
          VALUES (${id}, ${repository ?? ''}, ${digest ?? ''}, ${text}, ${code})
          ON CONFLICT (registry, repository, digest) DO UPDATE
            SET reason = EXCLUDED.reason, code = EXCLUDED.code, times = f.times + 1, at = now()`.execute(
          transaction,
        );
      }),
    removeFailure: async ({ host, repository, digest }) => {
      await sql`DELETE FROM failure f USING registry g WHERE g.id = f.registry AND g.host = ${host}
        AND f.repository = ${repository ?? ''} AND f.digest = ${digest ?? ''}`.execute(database);
    },
    listFailures: async (host, max, repository) => {
      const isNamed = repository === undefined ? sql`true` : sql`f.repository = ${repository}`;
      const rows = await queryRows(
        database,
        sql<FailureRow>`SELECT f.repository, f.digest, f.reason, f.code, f.times, f.at
          FROM failure f JOIN registry g ON g.id = f.registry
          WHERE g.host = ${host} AND ${isNamed} ORDER BY f.at DESC, f.repository, f.digest LIMIT ${max}`,
      );
      return rows.map(
        ({ repository, digest, reason, code, times, at }): RecordedFailure => ({
          ...{ host, reason, code, times },
          at: at.toISOString(),
          ...(repository === '' ? {} : { repository }),
          ...(isDigest(digest) ? { digest } : {}),
        }),
      );
    },
  };
}
