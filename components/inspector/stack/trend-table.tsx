import { severityColours } from '#components/ui/severity-bars';
import type { TrendPoint } from '#lib/graph/trend';
import { changeText, trendSeverities } from '#lib/graph/trend';
import type { Digest } from '#lib/oci/digest';
import { timeText } from './stack-words.ts';

type TrendTableProps = {
  readonly points: readonly TrendPoint[];
  readonly onSelect: (digest: Digest) => void;
};

/** The reports of a series, the newest first, with their counts and what differs from the one before. */
export function TrendTable({ points, onSelect }: TrendTableProps) {
  const shown = trendSeverities.filter((severity) =>
    points.some(({ counts }) => (counts?.[severity] ?? 0) > 0),
  );
  return (
    <div className="overflow-x-auto px-4 pb-3">
      <table className="w-full border-collapse whitespace-nowrap">
        <caption className="sr-only">Findings over time, the newest first</caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-sm text-muted">
            <th scope="col" className="py-1.5 pr-3 font-semibold">
              Report
            </th>
            {shown.map((severity) => (
              <th key={severity} scope="col" className="py-1.5 pr-3 text-right font-semibold">
                <span className="inline-flex items-center gap-1.5 first-letter:uppercase">
                  <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2">
                    <rect width="8" height="8" rx="1.5" fill={severityColours[severity]} />
                  </svg>
                  <span className="first-letter:uppercase">{severity}</span>
                </span>
              </th>
            ))}
            <th scope="col" className="py-1.5 font-semibold">
              Than before
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ node, counts, change }) => (
            <tr key={node.digest} className="border-b border-line">
              <th scope="row" className="py-1 pr-3 text-left font-normal">
                <button
                  type="button"
                  onClick={() => onSelect(node.digest)}
                  className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
                >
                  {timeText(node.created) ?? node.title}
                </button>
              </th>
              {shown.map((severity) => (
                <td key={severity} className="py-1 pr-3 text-right tabular-nums">
                  {counts === undefined ? '–' : (counts[severity] ?? 0).toLocaleString('en')}
                </td>
              ))}
              <td className={change === undefined ? 'py-1 text-faint' : 'py-1'}>
                {change === undefined ? (counts === undefined ? 'not read' : '') : changeText(change)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
