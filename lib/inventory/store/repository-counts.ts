import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { evidenceNames } from '#lib/audit/audit';
import { storedStates } from './codes.ts';
import { storeLimits } from './limits.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';

const stateCount = storedStates.length;

/** Where the count of a state of a kind of evidence stands in `states`, from 1 on as the database counts. */
export function statePlace(evidence: number, state: number): number {
  return evidence * stateCount + state + 1;
}

/**
 * The counts of some repositories as rows of `repository_count`, from those that were kept; of a repository that has
 * changed since, they are counted now. `ids` is a query for the numbers of the repositories.
 */
export function repositoryCounts(ids: RawBuilder<unknown>): RawBuilder<unknown> {
  // Looked up by hash, which is made only if there is anything to look up.
  const isMeant = (repository: RawBuilder<unknown>) => sql`(${repository} IN (${ids})) IS TRUE`;
  return sql`SELECT c.* FROM repository_count c WHERE ${isMeant(sql`c.repository`)}
      AND NOT EXISTS (SELECT FROM stale_count x WHERE x.repository = c.repository)
    UNION ALL ${countedNow(sql`SELECT x.repository FROM stale_count x WHERE ${isMeant(sql`x.repository`)}`)}`;
}

/**
 * Counts what has changed since it was counted last, and gives how many repositories that were: no more than
 * `countedAtOnce`, and none while another process is at it.
 */
export async function keepCounts(database: InventoryDatabase): Promise<number> {
  const stale = sql<{ stale: boolean }>`SELECT EXISTS (SELECT FROM stale_count) AS stale`;
  const [known] = await queryRows(database, stale);
  if (known?.stale !== true) return 0;
  return await database.transaction().execute(async (transaction) => {
    // Of these tables alone: another inventory in the same database has others.
    const lock = sql<{ mine: boolean }>`SELECT pg_try_advisory_xact_lock(
      ${lockKey}::bigint + 'stale_count'::regclass::oid::bigint) AS mine`;
    const [row] = await queryRows(transaction, lock);
    if (row?.mine !== true) return 0;
    // One statement sees one state of the database: a change that it does not count has left a note that it does not see.
    const counted = await queryRows(
      transaction,
      sql`WITH taken AS (DELETE FROM stale_count WHERE repository IN (
            SELECT DISTINCT repository FROM stale_count ORDER BY 1 LIMIT ${storeLimits.countedAtOnce})
          RETURNING repository)
        INSERT INTO repository_count
        ${countedNow(sql`SELECT t.repository FROM taken t JOIN repository r ON r.id = t.repository`)}
        ON CONFLICT (repository) DO UPDATE SET (artifacts, tags, unresolved, states, unknown, critical, high, as_of, unseen, undetermined)
          = (EXCLUDED.artifacts, EXCLUDED.tags, EXCLUDED.unresolved, EXCLUDED.states, EXCLUDED.unknown,
            EXCLUDED.critical, EXCLUDED.high, EXCLUDED.as_of, EXCLUDED.unseen, EXCLUDED.undetermined)
        RETURNING repository`,
    );
    return counted.length;
  });
}

// Another number than those of the schemas.
const lockKey = '122532560892539';

function countedNow(ids: RawBuilder<unknown>): RawBuilder<unknown> {
  const states = evidenceNames.flatMap((name) =>
    Array.from(
      { length: stateCount },
      (_, state) => sql`count(*) FILTER (WHERE coalesce(s.${sql.ref(name)}, 0) = ${sql.lit(state)}
        AND a.manifest IS NOT NULL)::int`,
    ),
  );
  // For each kind of evidence, and last where none is needed.
  const unknown = [...evidenceNames.map((name) => sql`OR s.${sql.ref(name)} = 0`), sql``].map(
    (isUnknown) => sql`(coalesce(sum(a.tags) FILTER (WHERE a.manifest IS NULL), 0) + count(*) FILTER (
      WHERE a.manifest IS NOT NULL AND (s.asked_at IS NULL OR u.subject IS NOT NULL ${isUnknown})))::int`,
  );
  const columns = evidenceNames.map((name) => sql`s.${sql.ref(name)}`);
  const undetermined = sql`count(*) FILTER (WHERE s.asked_at IS NOT NULL AND 0 IN (${sql.join(columns)}))::int`;
  return sql`SELECT i.repository, count(a.manifest)::int AS artifacts, coalesce(sum(a.tags), 0)::int AS tags,
      coalesce(sum(a.tags) FILTER (WHERE a.manifest IS NULL), 0)::int AS unresolved, ARRAY[${sql.join(states)}] AS states,
      ARRAY[${sql.join(unknown)}] AS unknown, coalesce(sum(s.critical), 0)::int AS critical,
      coalesce(sum(s.high), 0)::int AS high, min(s.asked_at) AS as_of,
      count(a.manifest) FILTER (WHERE s.asked_at IS NULL)::int AS unseen, ${undetermined} AS undetermined
    FROM (SELECT DISTINCT repository FROM (${ids}) AS named) AS i
    LEFT JOIN (SELECT repository, manifest, count(*) AS tags FROM tag WHERE repository IN (${ids}) GROUP BY 1, 2) AS a
      ON a.repository = i.repository
    LEFT JOIN standing s ON s.repository = a.repository AND s.manifest = a.manifest
    LEFT JOIN (SELECT DISTINCT f.repository, f.subject FROM document d JOIN referrer f ON f.manifest = d.manifest
      WHERE d.unread IS NOT NULL AND f.repository IN (${ids})) AS u
      ON u.repository = a.repository AND u.subject = a.manifest
    GROUP BY i.repository`;
}
