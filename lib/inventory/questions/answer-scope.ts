import { sql } from 'kysely';
import type { EvidenceName } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { evidenceCodes, stateCodes } from '#lib/inventory/store/codes';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import { keepCounts, repositoryCounts, statePlace } from '#lib/inventory/store/repository-counts';
import type { QuestionScope } from './reachable.ts';
import { notAskedOf, reachable } from './reachable.ts';

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
  /** Repositories that are left out: nobody could tell whether the caller may read them. */
  readonly notAsked?: number;
};

/** How many artifacts a question is about, of how many the answer is not known, and how old it is. */
export async function readAnswerScope(
  database: InventoryDatabase,
  scope: QuestionScope,
  evidence: EvidenceName | undefined,
): Promise<AnswerScope> {
  const place = evidence === undefined ? evidenceNames.length : evidenceCodes[evidence];
  const without =
    evidence === undefined ? sql`0` : sql`c.states[${sql.lit(statePlace(place, stateCodes.none))}]`;
  await keepCounts(database);
  const [row] = await queryRows(
    database,
    sql<{ as_of: Date | null; artifacts: number; unknown: number; without: number }>`WITH ${reachable(scope)}
    SELECT least(min(c.as_of), (SELECT min(scanned_at) FROM reachable)) AS as_of,
      coalesce(sum(c.artifacts + c.unresolved), 0)::int AS artifacts,
      coalesce(sum(c.unknown[${sql.lit(place + 1)}]), 0)::int AS unknown, coalesce(sum(${without}), 0)::int AS without
    FROM (${repositoryCounts(sql`SELECT id FROM reachable`)}) AS c`,
  );
  const { as_of: asOf = null, artifacts = 0, unknown = 0, without: lacking = 0 } = row ?? {};
  const told = asOf === null ? {} : { asOf: asOf.toISOString() };
  return { ...told, artifacts, unknown, without: lacking, ...notAskedOf(scope) };
}
