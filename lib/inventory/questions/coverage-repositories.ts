import { sql } from 'kysely';
import { evidenceCodes, stateCodes, storedStates } from '#lib/inventory/store/codes';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import { keepCounts, repositoryCounts, statePlace } from '#lib/inventory/store/repository-counts';
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
  const { signature } = evidenceCodes;
  const unsigned = ([stateCodes.none, stateCodes.failed] as const).map(
    (state) => sql`coalesce(c.states[${sql.lit(statePlace(signature, state))}], 0)`,
  );
  await keepCounts(database);
  const rows = await queryRows(
    database,
    sql<Row>`WITH ${reachable(scope)}
    SELECT r.host || '/' || r.name AS repository, coalesce(c.artifacts, 0) AS artifacts,
      coalesce(c.critical, 0) AS critical, coalesce(c.high, 0) AS high, least(c.as_of, r.scanned_at) AS as_of,
      coalesce(c.states, '{}') AS states
    FROM reachable r LEFT JOIN (${repositoryCounts(sql`SELECT id FROM reachable`)}) AS c ON c.repository = r.id
    ORDER BY 3 DESC, ${sql.join(unsigned, sql` + `)} DESC, 1 LIMIT ${max}`,
  );
  return rows.map(({ states: counts, as_of: asOf, ...row }) => ({
    ...row,
    byEvidence: toStateCounts(counts, storedStates),
    ...(asOf === null ? {} : { asOf: asOf.toISOString() }),
  }));
}
