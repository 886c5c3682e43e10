import { sql } from 'kysely';
import type { CellState, EvidenceName } from '#lib/audit/audit';
import { cellStates, evidenceNames } from '#lib/audit/audit';
import { evidenceCodes, stateCodes } from '#lib/inventory/store/codes';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import { keepCounts, repositoryCounts, statePlace } from '#lib/inventory/store/repository-counts';
import type { AnswerScope } from './answer-scope.ts';
import type { QuestionScope } from './reachable.ts';
import { reachable } from './reachable.ts';

type StateCounts = Readonly<Record<EvidenceName, Readonly<Record<CellState, number>>>>;

/** How many artifacts are in which state. */
export type CoverageCounts = {
  readonly artifacts: number;
  readonly tags: number;
  /** Tags of which nobody could tell to what they point. */
  readonly unresolvedTags: number;
  /** Repositories, and those of them whose tags were never read to the end. */
  readonly repositories: number;
  readonly unscannedRepositories: number;
  /** Whether each registry has told all its repositories: if not, there may be others. */
  readonly isListed: boolean;
  readonly byEvidence: StateCounts;
};

/** Counts all artifacts of a scope by the state of their evidence. */
export async function countCoverage(
  database: InventoryDatabase,
  scope: QuestionScope,
): Promise<CoverageCounts & Pick<AnswerScope, 'asOf'>> {
  const places = evidenceNames.flatMap((name) =>
    cellStates.map((state) => sql.lit(statePlace(evidenceCodes[name], stateCodes[state]))),
  );
  const states = places.map((place) => sql`coalesce(sum(c.states[${place}]), 0)::int`);
  await keepCounts(database);
  const [row] = await queryRows(
    database,
    sql<{
      states: readonly number[];
      artifacts: number;
      tags: number;
      unresolved: number;
      repositories: number;
      unscanned: number;
      is_listed: boolean | null;
      as_of: Date | null;
    }>`WITH ${reachable(scope)}
    SELECT ARRAY[${sql.join(states)}] AS states, coalesce(sum(c.artifacts), 0)::int AS artifacts,
      coalesce(sum(c.tags), 0)::int AS tags, coalesce(sum(c.unresolved), 0)::int AS unresolved,
      (SELECT count(*) FROM reachable)::int AS repositories,
      (SELECT count(*) FROM reachable WHERE scanned_at IS NULL)::int AS unscanned,
      (SELECT bool_and(listed_at IS NOT NULL) FROM reachable) AS is_listed,
      least(min(c.as_of), (SELECT min(scanned_at) FROM reachable)) AS as_of
    FROM (${repositoryCounts(sql`SELECT id FROM reachable`)}) AS c`,
  );
  const { artifacts = 0, tags = 0, unresolved = 0, repositories = 0, unscanned = 0 } = row ?? {};
  const asOf = row?.as_of?.toISOString();
  return {
    ...(asOf === undefined ? {} : { asOf }),
    artifacts,
    tags,
    unresolvedTags: unresolved,
    repositories,
    unscannedRepositories: unscanned,
    isListed: row?.is_listed ?? false,
    byEvidence: toStateCounts(row?.states ?? []),
  };
}

/** Counts in the order of the kinds of evidence, and in each in the order of `cellStates`. */
export function toStateCounts(
  counts: readonly number[],
  order: readonly CellState[] = cellStates,
): StateCounts {
  const of = (evidence: number): Record<CellState, number> => {
    const count = (state: CellState) => counts[evidence * order.length + order.indexOf(state)] ?? 0;
    return {
      none: count('none'),
      present: count('present'),
      valid: count('valid'),
      matches: count('matches'),
      failed: count('failed'),
      'cannot-check': count('cannot-check'),
      unknown: count('unknown'),
    };
  };
  const [signature, provenance, sbom, vex, report] = [0, 1, 2, 3, 4].map(of);
  const none = of(evidenceNames.length);
  return {
    signature: signature ?? none,
    provenance: provenance ?? none,
    sbom: sbom ?? none,
    vex: vex ?? none,
    report: report ?? none,
  };
}
