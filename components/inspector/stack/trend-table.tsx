import type { TrendPoint } from '#lib/graph/trend';
import { changeText, trendSeverities } from '#lib/graph/trend';
import type { Digest } from '#lib/oci/digest';
import { shorten } from '#lib/text/untrusted-text';
import { timeTexts } from './stack-words.ts';

type TrendTableProps = {
  readonly points: readonly TrendPoint[];
  readonly onSelect: (digest: Digest) => void;
};

/** The reports of a series, the newest first, with their counts and what differs from the one before. */
export function TrendTable({ points, onSelect }: TrendTableProps) {
  const shown = trendSeverities.filter((severity) =>
    points.some(({ counts }) => (counts?.[severity] ?? 0) > 0),
  );
  const times = timeTexts(points.map(({ node }) => node.created));
  return (
    <div className="overflow-x-auto px-4 pb-3">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">Findings over time, newest first</caption>
        <thead>
          <tr className="border-b border-line-strong text-left whitespace-nowrap text-muted">
            <th scope="col" className="py-1.5 pr-2.5 font-semibold">
              Report
            </th>
            {shown.map((severity) => (
              <th key={severity} scope="col" className="py-1.5 pr-2.5 text-right font-semibold">
                <span className="inline-block first-letter:uppercase">{severity}</span>
              </th>
            ))}
            <th scope="col" className="py-1.5 font-semibold">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ node, counts, change }, at) => (
            <tr key={node.digest} className="border-b border-line">
              <th scope="row" className="py-1 pr-2.5 text-left whitespace-nowrap font-normal">
                <button
                  type="button"
                  onClick={() => onSelect(node.digest)}
                  className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
                >
                  {times[at] ?? shorten(node.title)}
                </button>
              </th>
              {shown.map((severity) => (
                <td key={severity} className="py-1 pr-2.5 text-right tabular-nums">
                  {counts === undefined ? '–' : (counts[severity] ?? 0).toLocaleString('en')}
                </td>
              ))}
              <td className={`py-1 ${hasChanged(change) ? '' : 'text-muted'}`}>
                {change === undefined ? (counts === undefined ? 'not read' : '') : changeText(change)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function hasChanged(change: TrendPoint['change']): boolean {
  return change !== undefined && Object.keys(change).length > 0;
}
