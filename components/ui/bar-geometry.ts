import type { FindingCounts, TrendSeverity } from '#lib/graph/trend';
import { trendSeverities } from '#lib/graph/trend';

/** A part of a bar, in the units of the chart; `y` counts from its top. */
export type BarPart = {
  readonly severity: TrendSeverity;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** The size of a chart, and the room between two bars. */
export type ChartSize = { readonly width: number; readonly height: number; readonly gap: number };

/**
 * One bar for each entry of a series, the gravest severity lowest, all to one scale: the largest fills the height. What
 * is unknown has no bar, and keeps its place.
 */
export function barParts(
  series: readonly (FindingCounts | undefined)[],
  { width, height, gap }: ChartSize,
): readonly BarPart[] {
  const most = Math.max(1, ...series.map(totalOf));
  const step = (width + gap) / Math.max(1, series.length);
  return series.flatMap((counts, at) => {
    let top = height;
    return trendSeverities.flatMap((severity): readonly BarPart[] => {
      const part = ((counts?.[severity] ?? 0) / most) * height;
      if (part === 0) return [];
      top -= part;
      return [{ severity, x: at * step, y: top, width: Math.max(0.5, step - gap), height: part }];
    });
  });
}

function totalOf(counts: FindingCounts | undefined): number {
  return trendSeverities.reduce((sum, severity) => sum + (counts?.[severity] ?? 0), 0);
}
