import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { Skeleton } from '#components/ui/placeholder';
import type { Column } from './column.ts';
import { cellClass, rowClass } from './column.ts';

type DataRowProps<Row> = {
  readonly index: number;
  /** Undefined while it is being loaded. */
  readonly row: Row | undefined;
  readonly columns: readonly Column<Row>[];
  readonly nameOf: (row: Row) => string;
  /** Undefined where rows cannot be opened. */
  readonly opening:
    | {
        readonly isOpen: boolean;
        readonly isTabStop: boolean;
        readonly details: (row: Row) => ReactNode;
        readonly onToggle: () => void;
      }
    | undefined;
};

/** One row of a table and, once it is open, what it tells below. */
export function DataRow<Row>({ index, row, columns, nameOf, opening }: DataRowProps<Row>) {
  const isOpen = opening?.isOpen === true && row !== undefined;
  const onClick = (event: MouseEvent) => {
    const isPressed = event.target instanceof Element && event.target.closest('a, button, input') !== null;
    // Who marks a text wants to copy it.
    if (!isPressed && getSelection()?.type !== 'Range') opening?.onToggle();
  };
  return (
    <>
      <tr
        aria-rowindex={index + 2}
        className={clsx(
          rowClass,
          'min-h-7 border-line hover:bg-sunken',
          isOpen ? 'bg-sunken shadow-[inset_2px_0_0_var(--accent)]' : 'border-b',
          opening !== undefined && 'cursor-pointer',
        )}
        onClick={onClick}
      >
        {opening === undefined ? null : (
          <td className="flex items-center">
            {row === undefined ? null : (
              <button
                type="button"
                tabIndex={opening.isTabStop ? 0 : -1}
                aria-expanded={isOpen}
                aria-label={`Details of ${nameOf(row)}`}
                onClick={opening.onToggle}
                className="flex size-5 items-center justify-center rounded-sm text-faint -outline-offset-1 hover:text-text"
              >
                <ChevronRight size={13} aria-hidden="true" className={clsx(isOpen && 'rotate-90')} />
              </button>
            )}
          </td>
        )}
        {columns.map(({ id, isExtra, cell }) => (
          <td key={id} className={cellClass(isExtra)}>
            {row === undefined ? <Skeleton className="h-3 w-2/3" /> : cell(row)}
          </td>
        ))}
      </tr>
      {isOpen ? (
        <tr
          data-details=""
          className="block border-b border-line bg-sunken shadow-[inset_2px_0_0_var(--accent)]"
        >
          <td colSpan={columns.length + 1} className="block pt-1 pr-3 pb-3 pl-7">
            {opening.details(row)}
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** A text in a cell: cut where it is too long, whole in its tooltip. */
export function CellText({ text, className }: { readonly text: string; readonly className?: string }) {
  return (
    <span className={clsx('truncate', className)} title={text}>
      {text}
    </span>
  );
}
