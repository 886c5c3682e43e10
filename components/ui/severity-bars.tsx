import type { FindingCounts } from '#lib/graph/trend';
import { barParts } from './bar-geometry.ts';
import { severityTokens } from './severity-tokens.ts';

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
        <rect key={`${place.x} ${severity}`} {...place} fill={`var(--${severityTokens[severity]})`} />
      ))}
    </svg>
  );
}
