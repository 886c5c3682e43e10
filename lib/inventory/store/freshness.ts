import { sql } from 'kysely';
import type { Freshness } from './inventory-store.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';
import { keepCounts, repositoryCounts } from './repository-counts.ts';
import { isUnread } from './unread-documents.ts';

type FreshnessRow = {
  readonly repositories: number;
  readonly tags: number;
  readonly unresolved: number;
  readonly subjects: number;
  readonly unseen: number;
  readonly unknown: number;
  readonly unread: number;
  readonly as_of: Date | null;
  readonly notified_at: Date | null;
  readonly paused_until: Date | null;
  readonly pause_reason: string | null;
  readonly failures: number;
};

/** How much is known of a registry or repository, and how fresh it is; undefined for one that is not known. */
export async function readFreshness(
  database: InventoryDatabase,
  host: string,
  repository: string | undefined,
): Promise<Freshness | undefined> {
  await keepCounts(database);
  const sumOf = (column: string) => sql`(SELECT coalesce(sum(${sql.ref(column)}), 0) FROM c)::int`;
  const isNamed = repository === undefined ? sql`true` : sql`r.name = ${repository}`;
  const [row] = await queryRows(
    database,
    sql<FreshnessRow>`WITH g AS (SELECT * FROM registry WHERE host = ${host}),
      r AS (SELECT r.* FROM repository r JOIN g ON g.id = r.registry WHERE r.gone_at IS NULL AND ${isNamed}),
      c AS (SELECT * FROM (${repositoryCounts(sql`SELECT id FROM r`)}) AS c)
    SELECT (SELECT count(*) FROM r)::int AS repositories, ${sumOf('tags')} AS tags, ${sumOf('unresolved')} AS unresolved,
      ${sumOf('artifacts')} AS subjects, ${sumOf('unseen')} AS unseen, ${sumOf('undetermined')} AS unknown,
      (SELECT count(DISTINCT m.id) FROM manifest m JOIN referrer f ON f.manifest = m.id JOIN r ON r.id = f.repository
        WHERE ${isUnread(1)})::int AS unread,
      least((SELECT min(as_of) FROM c), (SELECT min(scanned_at) FROM r)) AS as_of,
      g.notified_at, CASE WHEN g.paused_until > now() THEN g.paused_until END AS paused_until, g.pause_reason,
      (SELECT count(*) FROM failure f WHERE f.registry = g.id
        AND ${repository === undefined ? sql`true` : sql`f.repository = ${repository}`})::int AS failures
    FROM g`,
  );
  if (row === undefined || (repository !== undefined && row.repositories === 0)) return undefined;
  const { repositories, tags, subjects, failures } = row;
  return {
    ...{ repositories, tags, subjects, failures },
    unresolvedTags: row.unresolved,
    unseenSubjects: row.unseen,
    unknownSubjects: row.unknown,
    unreadDocuments: row.unread,
    ...(row.as_of === null ? {} : { asOf: row.as_of.toISOString() }),
    ...(row.notified_at === null ? {} : { notifiedAt: row.notified_at.toISOString() }),
    ...(row.paused_until === null
      ? {}
      : { pause: { until: row.paused_until.toISOString(), reason: row.pause_reason ?? '' } }),
  };
}
