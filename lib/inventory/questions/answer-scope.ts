import { sql } from 'kysely';
import type { EvidenceName } from '#lib/audit/audit';
import { stateCodes } from '#lib/inventory/store/codes';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import type { QuestionScope } from './reachable.ts';
import { reachable } from './reachable.ts';

/** On what an answer stands. */
export type AnswerScope = {
  /** RFC 3339: when the oldest fact in it was learned; absent where nothing is known. */
  readonly asOf?: string;
  /** Artifacts that a tag points to. */
  readonly artifacts: number;
  /** Artifacts of which nobody can say whether they are meant: the evidence was not determined or not read whole. */
  readonly unknown: number;
  /** Artifacts that are proven to have no document of this kind: what is in them, no document says. */
  readonly without: number;
};

/** How many artifacts a question is about, of how many the answer is not known, and how old it is. */
export async function readAnswerScope(
  database: InventoryDatabase,
  scope: QuestionScope,
  evidence: EvidenceName | undefined,
): Promise<AnswerScope> {
  const state = evidence === undefined ? sql`2` : sql`coalesce(s.${sql.ref(evidence)}, 0)`;
  const [row] = await queryRows(
    database,
    sql<{ as_of: Date | null; artifacts: number; unknown: number; without: number }>`WITH ${reachable(scope)},
      unread AS (SELECT DISTINCT f.repository, f.subject FROM document d JOIN referrer f ON f.manifest = d.manifest
        WHERE d.unread IS NOT NULL),
      tagged AS (SELECT DISTINCT t.repository, t.manifest, CASE WHEN t.manifest IS NULL THEN t.name END AS name
        FROM tag t JOIN reachable r ON r.id = t.repository)
    SELECT least(min(s.asked_at), (SELECT min(scanned_at) FROM reachable)) AS as_of, count(*)::int AS artifacts,
      count(*) FILTER (WHERE s.asked_at IS NULL OR ${state} = ${stateCodes.unknown} OR u.subject IS NOT NULL)::int AS unknown,
      count(*) FILTER (WHERE s.asked_at IS NOT NULL AND ${state} = ${stateCodes.none})::int AS without
    FROM tagged t LEFT JOIN standing s ON s.repository = t.repository AND s.manifest = t.manifest
    LEFT JOIN unread u ON u.repository = t.repository AND u.subject = t.manifest`,
  );
  const { as_of: asOf = null, artifacts = 0, unknown = 0, without = 0 } = row ?? {};
  return { ...(asOf === null ? {} : { asOf: asOf.toISOString() }), artifacts, unknown, without };
}
