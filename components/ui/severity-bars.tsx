import type { FindingCounts, TrendSeverity } from '#lib/graph/trend';
import { barParts } from './bar-geometry.ts';

/** The colour of each severity; numbers stand beside it, so that it never speaks alone. */
export const severityColours = {
  critical: 'var(--bad)',
  high: 'var(--report)',
  medium: 'var(--vex)',
  low: 'var(--sbom)',
  negligible: 'var(--line-strong)',
  unknown: 'var(--unknown)',
} as const satisfies Record<TrendSeverity, string>;

const size = { width: 240, height: 40, gap: 1.5 } as const;

/** How many findings of each severity a series of reports holds, the oldest first. It fills its box, and says nothing aloud. */
export function SeverityBars({ series }: { readonly series: readonly (FindingCounts | undefined)[] }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="none"
      className="block size-full"
    >
      <path d={`M0 ${size.height - 0.5}H${size.width}`} stroke="var(--line)" />
      {barParts(series, size).map(({ severity, ...place }) => (
        <rect key={`${place.x} ${severity}`} {...place} fill={severityColours[severity]} />
      ))}
    </svg>
  );
}
