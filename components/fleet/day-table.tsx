import type { JsonOf } from '#lib/api/routes/route-types';
import { evidenceNames } from '#lib/audit/audit';
import { evidenceHeadings, percentOf, shareOf, shareSentence } from './evidence-share.ts';

type DayTableProps = { readonly days: readonly JsonOf<'GET /api/trends'>['days'][number][] };

/** The numbers of the charts, the newest day first; in sight at once where a single day has no chart. */
export function DayTable({ days }: DayTableProps) {
  const headings = [
    'Day',
    'Artifacts',
    ...evidenceNames.map((name) => evidenceHeadings[name]),
    'Critical',
    'High',
  ];
  return (
    <details open={days.length === 1} className="text-sm">
      <summary className="cursor-pointer text-muted hover:text-text">All numbers</summary>
      <section
        aria-label="All numbers"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys, too.
        tabIndex={0}
        className="mt-2 max-h-72 overflow-auto"
      >
        <table className="w-full border-collapse whitespace-nowrap tabular-nums">
          <caption className="sr-only">Evidence and open findings by day</caption>
          <thead className="sticky top-0 bg-surface">
            <tr className="border-b border-line-strong text-left text-muted">
              {headings.map((heading) => (
                <th key={heading} scope="col" className="py-1 pr-4 font-semibold">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, artifacts, byEvidence, critical, high }) => (
              <tr key={day} className="border-b border-line last:border-0">
                <th scope="row" className="py-1 pr-4 text-left font-normal">
                  {day}
                </th>
                <td className="pr-4">{artifacts.toLocaleString('en')}</td>
                {evidenceNames.map((name) => {
                  const share = shareOf(byEvidence[name]);
                  const percent = percentOf(share);
                  return (
                    <td key={name} title={shareSentence(share)} className="pr-4">
                      {percent === undefined ? 'unknown' : `${percent}%`}
                    </td>
                  );
                })}
                <td className="pr-4">{critical.toLocaleString('en')}</td>
                <td>{high.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
