import type { Severity } from '#lib/formats/documents/rows';

/** How many there are of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** How often each severity comes. */
export function countSeverities(found: Iterable<Severity>): SeverityCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, none: 0, unknown: 0 };
  for (const severity of found) counts[severity] += 1;
  return counts;
}
