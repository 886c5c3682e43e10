import type { AuditCounts, AuditRow, CellState, EvidenceName } from './audit.ts';
import { evidenceNames } from './audit.ts';

/** How many artifacts are in which state; each row is one. */
export function countAudit(rows: readonly AuditRow[]): AuditCounts {
  const count = (fits: (row: AuditRow) => boolean) => rows.filter(fits).length;
  return {
    artifacts: rows.length,
    tags: rows.reduce((sum, { tags }) => sum + tags.length, 0),
    pass: count(({ verdict }) => verdict === 'pass'),
    fail: count(({ verdict }) => verdict === 'fail'),
    unknown: count(({ verdict }) => verdict === 'unknown'),
    byEvidence: byEvidence(rows),
  };
}

function byEvidence(rows: readonly AuditRow[]): AuditCounts['byEvidence'] {
  const states = (name: EvidenceName) => {
    const counts = { none: 0, present: 0, valid: 0, matches: 0, failed: 0, 'cannot-check': 0, unknown: 0 };
    for (const { evidence } of rows) counts[evidence[name].state] += 1;
    return counts satisfies Record<CellState, number>;
  };
  return {
    signature: states('signature'),
    provenance: states('provenance'),
    sbom: states('sbom'),
    vex: states('vex'),
    report: states('report'),
  };
}

const verdictRanks = { fail: 0, unknown: 1, pass: 2 } as const;
const stateRanks: Readonly<Record<CellState, number>> = {
  failed: 6,
  none: 5,
  unknown: 4,
  'cannot-check': 3,
  present: 2,
  valid: 1,
  matches: 0,
};

/** The rows with the worst first: by verdict, then by what is wrong, missing or not known, then by name. */
export function worstFirst(rows: readonly AuditRow[]): readonly AuditRow[] {
  const weights = new Map(rows.map((row) => [row, weightOf(row)]));
  return rows.toSorted(
    (one, other) =>
      verdictRanks[one.verdict] - verdictRanks[other.verdict] ||
      (weights.get(other) ?? 0) - (weights.get(one) ?? 0) ||
      compareTexts(one.reference, other.reference),
  );
}

function weightOf({ evidence }: AuditRow): number {
  return evidenceNames.reduce((sum, name) => sum + stateRanks[evidence[name].state], 0);
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
