import { sql } from 'kysely';
import { cellStates, evidenceNames } from '#lib/audit/audit';
import { stateCodes } from '#lib/inventory/store/codes';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import type { CoverageCounts } from './coverage-counts.ts';
import { toStateCounts } from './coverage-counts.ts';
import type { QuestionScope } from './reachable.ts';
import { reachable } from './reachable.ts';

/** What the artifacts of one repository come to. */
export type CoveredRepository = {
  /** `host/name` */
  readonly repository: string;
  readonly artifacts: number;
  readonly byEvidence: CoverageCounts['byEvidence'];
  /** Open findings, of artifacts where they are known. */
  readonly critical: number;
  readonly high: number;
  /** RFC 3339: when the oldest fact was learned; absent where nothing is known. */
  readonly asOf?: string;
};

type Row = {
  readonly repository: string;
  readonly artifacts: number;
  readonly states: readonly number[];
  readonly critical: number;
  readonly high: number;
  readonly as_of: Date | null;
};

/** The repositories of a scope: first those with the most open critical findings, then those with the most unsigned. */
export async function readRepositories(
  database: InventoryDatabase,
  scope: QuestionScope,
  max: number,
): Promise<readonly CoveredRepository[]> {
  const states = evidenceNames.flatMap((name) =>
    cellStates.map(
      (state) =>
        sql`count(a.manifest) FILTER (WHERE coalesce(s.${sql.ref(name)}, 0) = ${sql.lit(stateCodes[state])})::int`,
    ),
  );
  const rows = await queryRows(
    database,
    sql<Row>`WITH ${reachable(scope)},
      a AS (SELECT DISTINCT t.repository, t.manifest FROM tag t JOIN reachable r ON r.id = t.repository
        WHERE t.manifest IS NOT NULL)
    SELECT r.host || '/' || r.name AS repository, count(a.manifest)::int AS artifacts,
      coalesce(sum(s.critical), 0)::int AS critical, coalesce(sum(s.high), 0)::int AS high,
      least(min(s.asked_at), min(r.scanned_at)) AS as_of, ARRAY[${sql.join(states)}] AS states
    FROM reachable r LEFT JOIN a ON a.repository = r.id
    LEFT JOIN standing s ON s.repository = a.repository AND s.manifest = a.manifest
    GROUP BY r.id, r.host, r.name
    ORDER BY 3 DESC, count(a.manifest) FILTER (WHERE s.signature IN (${stateCodes.none}, ${stateCodes.failed})) DESC, 1
    LIMIT ${max}`,
  );
  return rows.map(({ states: counts, as_of: asOf, ...row }) => ({
    ...row,
    byEvidence: toStateCounts(counts),
    ...(asOf === null ? {} : { asOf: asOf.toISOString() }),
  }));
}
