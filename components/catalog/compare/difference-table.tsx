import type { ReactNode } from 'react';
import type { FactDifference } from '#lib/formats/compare/comparison';
import { shorten } from '#lib/text/untrusted-text';

type DifferenceTableProps = {
  readonly title: string;
  /** What stands above the two columns. */
  readonly heads: readonly [left: string, right: string];
  readonly rows: readonly FactDifference[];
  /** Said where there is no row. */
  readonly same: ReactNode;
};

/** What differs, the two sides beside each other; what one side lacks is said in words. */
export function DifferenceTable({ title, heads, rows, same }: DifferenceTableProps) {
  return (
    <section>
      <h2 className="mb-1.5 text-xs font-semibold tracking-[0.6px] text-faint uppercase">{title}</h2>
      {rows.length === 0 ? (
        <p className="text-muted">{same}</p>
      ) : (
        <table className="w-full table-fixed border-t border-line text-left">
          <caption className="sr-only">{title}: what differs</caption>
          {/* A hidden head gives its columns no widths. */}
          <colgroup>
            <col className="w-[22%]" />
            <col span={2} />
          </colgroup>
          <thead className="sr-only">
            <tr>
              <th scope="col">What</th>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, left, right }) => (
              <tr key={name} className="border-b border-line align-top">
                <th scope="row" className="w-[22%] py-1.5 pr-3 font-normal break-words text-muted">
                  {shorten(name)}
                </th>
                <Cell value={left} />
                <Cell value={right} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Cell({ value }: { readonly value: string | undefined }) {
  return (
    <td className="py-1.5 pr-3 [overflow-wrap:anywhere]">
      {value === undefined || value === '' ? (
        <span className="text-faint">none</span>
      ) : (
        <span className="line-clamp-4">{shorten(value)}</span>
      )}
    </td>
  );
}
