import type { TrendSeverity } from '#lib/graph/trend';

/** The CSS variable of the colour of each severity; numbers or heights stand beside it, so that it never speaks alone. */
export const severityTokens = {
  critical: 'bad',
  high: 'report',
  medium: 'vex',
  low: 'sbom',
  negligible: 'line-strong',
  unknown: 'unknown',
} as const satisfies Record<TrendSeverity, string>;
