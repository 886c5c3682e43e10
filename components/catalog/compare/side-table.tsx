import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { shorten } from '#lib/text/untrusted-text';
import type { RowChange } from './change-mark.tsx';
import { ChangeMark } from './change-mark.tsx';

/** What both sides say of one thing; undefined where a side says nothing. */
export type SideRow = {
  readonly name: string;
  readonly change: RowChange;
  readonly left: ReactNode;
  readonly right: ReactNode;
};

type SideTableProps = {
  readonly caption: string;
  readonly labels: readonly [left: string, right: string];
  readonly rows: readonly SideRow[];
};

// One grid for heads and rows: no side can come to stand under the heading of the other. On a narrow screen the name
// stands in a line of its own over both.
const rowClass =
  'grid grid-cols-[1rem_minmax(0,1fr)_minmax(0,1fr)] gap-x-3 border-b border-line py-1.5 sm:grid-cols-[1rem_minmax(0,14rem)_minmax(0,1fr)_minmax(0,1fr)]';

/** The two sides beside each other, row by row. */
export function SideTable({ caption, labels, rows }: SideTableProps) {
  return (
    <table className="block w-full text-left">
      <caption className="sr-only">{caption}</caption>
      <thead className="sticky top-0 z-10 block bg-surface">
        <tr className={clsx(rowClass, 'border-line-strong! text-sm font-semibold text-muted')}>
          <th scope="col" className="font-semibold">
            <span className="sr-only">Change</span>
          </th>
          <th scope="col" className="font-semibold max-sm:sr-only">
            What
          </th>
          {labels.map((label, at) => (
            <th
              key={at === 0 ? 'left' : 'right'}
              scope="col"
              className={clsx(
                'truncate font-mono font-semibold text-text',
                at === 0 ? 'max-sm:col-start-2' : 'max-sm:col-start-3',
              )}
              title={label}
            >
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block">
        {rows.map(({ name, change, left, right }) => (
          <tr key={name} className={rowClass}>
            <td>
              <ChangeMark change={change} />
            </td>
            <th
              scope="row"
              className="font-normal text-muted [overflow-wrap:anywhere] max-sm:col-span-2 max-sm:col-start-2"
            >
              {shorten(name)}
            </th>
            <Cell className="max-sm:col-start-2">{left}</Cell>
            <Cell>{right}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  const isEmpty = children === undefined || children === '';
  return (
    <td className={clsx('[overflow-wrap:anywhere]', className)}>
      {isEmpty ? <span className="text-faint">none</span> : children}
    </td>
  );
}
