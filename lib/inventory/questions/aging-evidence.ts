import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { kindCodes } from '#lib/inventory/store/codes';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import { kinds } from '#lib/oci/kind';
import { isReplaceable } from '#lib/retention/repository-facts';
import { questionLimits } from './limits.ts';
import type { Orphan, OrphanPlace, OrphanRow, OrphanTotals } from './orphans.ts';
import { toOrphan } from './orphans.ts';
import type { QuestionScope } from './reachable.ts';
import { reachable } from './reachable.ts';

/**
 * Which evidence is meant: `superseded` has a newer one of the same kind, form and tool on each artifact that it is
 * attached to; `old` was made so many days ago or earlier, and may be the newest.
 */
export type AgingQuestion = { readonly what: 'superseded' } | { readonly what: 'old'; readonly days: number };

const replaceableCodes = kinds.filter(isReplaceable).map((kind) => kindCodes[kind]);

/** One page of evidence that a newer one takes the place of, or might: what does not say when it was made is left out. */
export async function listAgingEvidence(
  database: InventoryDatabase,
  scope: QuestionScope,
  question: AgingQuestion,
  [repository, subject, manifest]: OrphanPlace,
  max: number,
): Promise<readonly Orphan[]> {
  const rows = await queryRows(
    database,
    sql<OrphanRow>`WITH ${reachable(scope)}, ${meant(question, repository)}
    SELECT f.repository, f.subject, f.manifest, r.host, r.name, encode(m.digest, 'hex') AS code,
      encode(a.digest, 'hex') AS about, m.kind, m.created,
      ARRAY(SELECT t.name FROM tag t WHERE t.repository = f.repository AND t.manifest = f.subject ORDER BY t.name
        LIMIT ${questionLimits.tagsOfRow}) AS tags, (m.size + coalesce(m.content_size, 0))::float8 AS bytes
    FROM meant f JOIN reachable r ON r.id = f.repository JOIN manifest m ON m.id = f.manifest
    JOIN manifest a ON a.id = f.subject
    WHERE (f.repository, f.subject, f.manifest) > (${repository}::int, ${subject}::int, ${manifest}::int)
    ORDER BY 1, 2, 3 LIMIT ${max}`,
  );
  return rows.map(toOrphan);
}

/** How many pieces of evidence these are, each once, and their bytes as far as they are known. */
export async function countAgingEvidence(
  database: InventoryDatabase,
  scope: QuestionScope,
  question: AgingQuestion,
): Promise<OrphanTotals> {
  const [row] = await queryRows(
    database,
    sql<OrphanTotals>`WITH ${reachable(scope)}, ${meant(question, 0)}
    SELECT count(*)::int AS count, coalesce(sum(m.size + coalesce(m.content_size, 0)), 0)::float8 AS bytes
    FROM (SELECT DISTINCT repository, manifest FROM meant) AS f JOIN manifest m ON m.id = f.manifest`,
  );
  return row ?? { count: 0, bytes: 0 };
}

/**
 * What is attached and meant, as `meant (repository, subject, manifest)` for the WITH of a query. Each table is gone
 * through once: how many are there of each nobody can tell beforehand, and a join would go through them for each row.
 */
function meant(question: AgingQuestion, from: number): RawBuilder<unknown> {
  const isMeant = sql`m.kind = ANY (${replaceableCodes}::smallint[]) AND f.repository >= ${from}::int
      AND NOT EXISTS (SELECT FROM tag t WHERE t.repository = f.repository AND t.manifest = f.manifest)`;
  if (question.what === 'old')
    return sql`meant AS (SELECT f.repository, f.subject, f.manifest
      FROM referrer f JOIN reachable r ON r.id = f.repository JOIN manifest m ON m.id = f.manifest
      WHERE ${isMeant} AND m.created < now() - make_interval(days => ${question.days}::int))`;
  // The tool is looked up where there are several, which is seldom. One on two artifacts goes only where it is old on both.
  return sql`attached AS (SELECT f.repository, f.subject, f.manifest, m.kind, m.created, m.digest,
        coalesce(m.artifact_type, m.format) AS form,
        count(*) OVER (PARTITION BY f.repository, f.subject, m.kind, coalesce(m.artifact_type, m.format)) AS several
      FROM referrer f JOIN reachable r ON r.id = f.repository JOIN manifest m ON m.id = f.manifest
      WHERE ${isMeant} AND m.created IS NOT NULL),
    placed AS (SELECT a.repository, a.subject, a.manifest, row_number() OVER (
        PARTITION BY a.repository, a.subject, a.kind, a.form, CASE WHEN a.several > 1 THEN (
          SELECT substring(d.title FROM '.* · (.*)$') FROM document d WHERE d.manifest = a.manifest
          ORDER BY d.place LIMIT 1) END
        ORDER BY a.created DESC, a.digest) AS place FROM attached a),
    best AS (SELECT p.*, min(p.place) OVER (PARTITION BY p.repository, p.manifest) AS best FROM placed p),
    meant AS (SELECT repository, subject, manifest FROM best WHERE best > 1)`;
}
