import type { Comparison } from '#lib/formats/compare/comparison';
import type { HeadlinePart } from '#lib/formats/compare/headline';
import { headlineOf } from '#lib/formats/compare/headline';

/** The lists of a comparison. */
export const compareTabs = ['packages', 'findings', 'config', 'layers', 'attachments'] as const;
export type CompareTab = (typeof compareTabs)[number];

/**
 * The list that a comparison opens with: the first that differs. Of one artifact in two places only what is attached can;
 * where nothing differs it is the first list.
 */
export function firstDifference(comparison: Comparison): CompareTab {
  if (isSameArtifact(comparison)) return 'attachments';
  return headlineOf(comparison).find(isDifferent)?.about ?? 'packages';
}

/** Whether both sides are one artifact, byte for byte. */
export function isSameArtifact({ left, right }: Comparison): boolean {
  return left.digest === right.digest;
}

/** Whether a part of the first line says that something came, went or changed. */
export function isDifferent({ words }: HeadlinePart): boolean {
  return words.some(({ change }) => change !== undefined);
}
