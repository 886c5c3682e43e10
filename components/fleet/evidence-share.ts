import type { CellState, EvidenceName } from '#lib/audit/audit';

/** How many artifacts are in which state. */
export type StateCounts = Readonly<Record<CellState, number>>;

/** How many artifacts have evidence of one kind; what failed counts as not there, and what nobody knows apart. */
export type EvidenceShare = {
  readonly has: number;
  readonly lacks: number;
  readonly failed: number;
  readonly unknown: number;
  readonly all: number;
};

/** The kinds of evidence as headings call them. */
export const evidenceHeadings = {
  signature: 'Signature',
  provenance: 'Provenance',
  sbom: 'SBOM',
  vex: 'VEX',
  report: 'Report',
} as const satisfies Record<EvidenceName, string>;

/** What the counts of a kind come to. Evidence that nobody could check is there. */
export function shareOf(counts: StateCounts): EvidenceShare {
  const { none, failed, unknown } = counts;
  const has = counts.present + counts.valid + counts.matches + counts['cannot-check'];
  return { has, lacks: none, failed, unknown, all: has + none + failed + unknown };
}

/** The share of those of which it is known, in whole percent; undefined where it is known of none. */
export function percentOf({ has, all, unknown }: EvidenceShare): number | undefined {
  const known = all - unknown;
  if (known === 0) return undefined;
  // A hundred percent is said only where none is missing.
  return has === known ? 100 : Math.min(99, Math.round((has * 100) / known));
}

/** The same in a sentence, for who sees no bar. */
export function shareSentence({ has, failed, unknown, all }: EvidenceShare): string {
  const rest = [
    ...(failed === 0 ? [] : [`${failed.toLocaleString('en')} failed`]),
    ...(unknown === 0 ? [] : [`${unknown.toLocaleString('en')} unknown`]),
  ];
  return [`${has.toLocaleString('en')} of ${all.toLocaleString('en')}`, ...rest].join(', ');
}
