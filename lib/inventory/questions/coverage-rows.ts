import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { CellState, EvidenceCell, EvidenceName, RowEvidence } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import type { UnjudgedRow } from '#lib/audit/row-of';
import { evidenceCodes, kindOf, stateCodes, storedStates } from '#lib/inventory/store/codes';
import { fromDigestCode } from '#lib/inventory/store/digest-code';
import type { KeptEvidence } from '#lib/inventory/store/kept-evidence';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import { statePlace } from '#lib/inventory/store/repository-counts';
import { questionLimits } from './limits.ts';
import type { QuestionScope } from './reachable.ts';
import { reachable } from './reachable.ts';
import { referenceOf } from './reference-of.ts';

/** Which artifacts are meant, and where a page begins. */
export type CoverageQuestion = {
  /** The kind of evidence that is meant by `state`; without it any. */
  readonly evidence?: EvidenceName | undefined;
  readonly state?: CellState | undefined;
  /** Behind this repository and manifest. */
  readonly from?: readonly [repository: number, manifest: number] | undefined;
  readonly max: number;
};

/** An artifact as an audit shows it, before anything is required of it. */
export type CoveredArtifact = UnjudgedRow & {
  readonly place: readonly [repository: number, manifest: number];
  /** Without it only the states are known, and not on which platforms: then no requirement can be judged. */
  readonly isWhole: boolean;
};

type Row = Readonly<Record<EvidenceName, number>> & {
  readonly repository: number;
  readonly manifest: number;
  readonly host: string;
  readonly name: string;
  readonly code: string;
  readonly kind: number;
  readonly created: Date | null;
  readonly asked_at: Date | null;
  readonly kept: KeptEvidence | null;
  /** Whole days since it was looked at. */
  readonly days: number | null;
  readonly critical: number | null;
  readonly high: number | null;
  readonly tags: readonly string[];
};

/**
 * One page of artifacts with what speaks for each of them, in the order of repositories. What is looked up for a row of the
 * page is a LATERAL with a LIMIT: the planner, which takes pages for longer than they are, would read whole tables.
 */
export async function readCoverage(
  database: InventoryDatabase,
  scope: QuestionScope,
  { evidence, state, from = [0, 0], max }: CoverageQuestion,
): Promise<readonly CoveredArtifact[]> {
  const rows = await queryRows(
    database,
    sql<Row>`WITH ${reachable(scope)},
      page AS (SELECT r.id AS repository, a.manifest
        FROM (SELECT id FROM reachable WHERE id >= ${from[0]} AND ${mayHave(evidence, state)} ORDER BY id) AS r
        CROSS JOIN LATERAL (
          SELECT DISTINCT t.manifest FROM tag t
          LEFT JOIN standing s ON s.repository = t.repository AND s.manifest = t.manifest
          WHERE t.repository = r.id AND t.manifest > CASE WHEN r.id = ${from[0]} THEN ${from[1]}::int ELSE 0 END
            AND ${isMeant(evidence, state)}
          ORDER BY 1 LIMIT ${max}) AS a
        LIMIT ${max})
    SELECT p.repository, p.manifest, g.host, r.name, encode(m.digest, 'hex') AS code, m.kind, m.created, s.asked_at,
      coalesce(s.signature, 0) AS signature, coalesce(s.provenance, 0) AS provenance, coalesce(s.sbom, 0) AS sbom,
      coalesce(s.vex, 0) AS vex, coalesce(s.report, 0) AS report, s.evidence AS kept, s.critical, s.high,
      extract(day FROM now() - s.asked_at)::int AS days,
      ARRAY(SELECT t.name FROM tag t WHERE t.repository = p.repository AND t.manifest = p.manifest ORDER BY t.name
        LIMIT ${questionLimits.tagsOfRow}) AS tags
    FROM page p JOIN repository r ON r.id = p.repository JOIN registry g ON g.id = r.registry JOIN manifest m ON m.id = p.manifest
    LEFT JOIN LATERAL (SELECT * FROM standing s WHERE s.repository = p.repository AND s.manifest = p.manifest LIMIT 1)
      AS s ON true ORDER BY 1, 2`,
  );
  return rows.map(toCoverageRow);
}

/** False of a repository of which the kept counts say that nothing in it is in the state. */
function mayHave(evidence: EvidenceName | undefined, state: CellState | undefined): RawBuilder<boolean> {
  if (state === undefined) return sql<boolean>`true`;
  const names = evidence === undefined ? evidenceNames : [evidence];
  const counts = names.map(
    (name) => sql`c.states[${sql.lit(statePlace(evidenceCodes[name], stateCodes[state]))}]`,
  );
  return sql<boolean>`NOT EXISTS (SELECT FROM repository_count c WHERE c.repository = id
    AND 0 = ALL (ARRAY[${sql.join(counts)}])
    AND NOT EXISTS (SELECT FROM stale_count x WHERE x.repository = c.repository))`;
}

/** True of artifacts whose evidence is in a state; a row that is not there is not known. */
function isMeant(evidence: EvidenceName | undefined, state: CellState | undefined): RawBuilder<boolean> {
  if (state === undefined) return sql<boolean>`true`;
  const columns = evidence === undefined ? evidenceNames : [evidence];
  const states = columns.map((column) => sql`coalesce(s.${sql.ref(column)}, 0)`);
  return sql<boolean>`${stateCodes[state]} IN (${sql.join(states)})`;
}

function toCoverageRow(row: Row): CoveredArtifact {
  const { host, name, code, tags, created, asked_at: askedAt, kept, days } = row;
  const digest = fromDigestCode(code);
  return {
    reference: referenceOf({ host, name, digest, tags }),
    digest,
    tags,
    kind: kindOf(row.kind),
    ...(created === null ? {} : { created: created.toISOString() }),
    ...(kept === null ? { platforms: [], evidence: statesOnly(row) } : withAge(kept, days ?? 0)),
    ...(askedAt === null ? {} : { asOf: askedAt.toISOString() }),
    place: [row.repository, row.manifest],
    isWhole: kept !== null,
  };
}

/** A report has become older since the artifact was looked at. */
function withAge({ evidence, own, platforms, policy }: KeptEvidence, days: number): KeptEvidence {
  const older = (cells: RowEvidence): RowEvidence => {
    const { age } = cells.report;
    return age === undefined ? cells : { ...cells, report: { ...cells.report, age: age + days } };
  };
  return {
    evidence: older(evidence),
    platforms: platforms.map((one) => ({ ...one, evidence: older(one.evidence) })),
    ...(own === undefined ? {} : { own: older(own) }),
    ...(policy === undefined ? {} : { policy }),
  };
}

function statesOnly(row: Row): RowEvidence {
  const reason = row.asked_at === null ? 'nobody has looked at it yet' : undefined;
  const cell = (evidence: EvidenceName): EvidenceCell => ({
    state: storedStates[row[evidence]] ?? 'unknown',
    ...{ count: 0, digests: [] },
    ...(reason === undefined ? {} : { reason }),
  });
  return {
    signature: cell('signature'),
    provenance: cell('provenance'),
    sbom: cell('sbom'),
    vex: cell('vex'),
    report: { ...cell('report'), ...worstOf(row) },
  };
}

function worstOf({ critical, high }: Row) {
  if (critical !== null && critical > 0) return { worst: 'critical' } as const;
  return high !== null && high > 0 ? ({ worst: 'high' } as const) : {};
}
