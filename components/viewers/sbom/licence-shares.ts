import { copyleftOf } from '#lib/formats/documents/licence';
import type { SbomSummary } from '#lib/formats/documents/summaries';

/** A part of the licence bar. */
export type LicenceShare = {
  readonly expression: string;
  readonly count: number;
  /** 0 to 1, of all licences that packages name and those that name none. */
  readonly share: number;
  readonly copyleft: 'strong' | 'weak' | undefined;
};

export type LicenceShares = {
  /** The most frequent, in their order. */
  readonly named: readonly LicenceShare[];
  readonly others: readonly LicenceShare[];
  /** Packages without a licence; undefined where that was not counted. */
  readonly without: { readonly count: number; readonly share: number } | undefined;
  /** The licences with copyleft, and how many times they are named. */
  readonly copyleft: { readonly expressions: readonly string[]; readonly count: number };
};

/** So many licences have a part of the bar to themselves. */
const namedMax = 8;

/** How the licences of an SBOM share its bar: the most frequent by name, the others together, and packages without one. */
export function shareLicences({ licences, lacking }: SbomSummary): LicenceShares {
  const without = lacking?.licence ?? 0;
  const total = licences.reduce((sum, { count }) => sum + count, without);
  const shares = licences.map(({ expression, count }) => ({
    expression,
    count,
    share: total === 0 ? 0 : count / total,
    copyleft: copyleftOf(expression),
  }));
  const free = shares.filter(({ copyleft }) => copyleft !== undefined);
  return {
    named: shares.slice(0, namedMax),
    others: shares.slice(namedMax),
    without: without === 0 ? undefined : { count: without, share: without / total },
    copyleft: {
      expressions: free.map(({ expression }) => expression),
      count: free.reduce((sum, { count }) => sum + count, 0),
    },
  };
}
