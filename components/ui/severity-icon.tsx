import type { Severity } from '#lib/formats/documents/rows';

/** How many of the four bars are full, and their colour: neither speaks alone. */
const looks = {
  critical: [4, 'text-bad'],
  high: [3, 'text-report'],
  medium: [2, 'text-vex'],
  low: [1, 'text-sbom'],
  negligible: [0, 'text-unknown'],
  none: [0, 'text-unknown'],
  unknown: [0, 'text-unknown'],
} as const satisfies Record<Severity, readonly [bars: number, colour: string]>;

const bars = [0, 1, 2, 3] as const;

/** A severity as bars, the gravest with all four; its word stands beside it. */
export function SeverityIcon({
  severity,
  size = 14,
}: {
  readonly severity: Severity;
  readonly size?: number;
}) {
  const [full, colour] = looks[severity];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className={`shrink-0 ${colour}`}>
      {bars.map((bar) => (
        <rect
          key={bar}
          x={1.5 + bar * 3.5}
          y={10 - bar * 3}
          width="2.5"
          height={4 + bar * 3}
          {...(bar < full
            ? { fill: 'currentColor' }
            : { fill: 'none', stroke: 'var(--edge)', strokeWidth: '.8' })}
        />
      ))}
    </svg>
  );
}
