'use client';
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useRef, useState } from 'react';
import { cellClass, DataRow, rowClass } from './data-row.tsx';
import type { Sort, TableRows } from './table-rows.ts';
import { ariaSort, nextSort, rowAfterKey } from './table-rows.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

export type Column<Row> = {
  /** What the rows are sorted by. */
  readonly id: string;
  readonly title: string;
  /** A track of a CSS grid: `5rem`, `minmax(0,2fr)`. */
  readonly width: string;
  /** Left out where the table is narrower than 30 rem. */
  readonly isExtra?: boolean;
  readonly isSortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

export type DataTableProps<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: TableRows<Row>;
  /** What a row is called by the button that opens it. */
  readonly nameOf: (row: Row) => string;
  readonly order?: {
    readonly sort: Sort | undefined;
    readonly onChange: (sort: Sort | undefined) => void;
  };
  /** What an open row tells; without it no row can be opened. */
  readonly details?: (row: Row) => ReactNode;
};

/** The heading with its line, in pixels. */
const headHeight = 28;

/**
 * A table of any length: only the rows in sight are in the page, and it scrolls with what is around it. A row opens by a
 * click or Enter; arrows, Page Up, Page Down, Home and End move from row to row.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, details, nameOf } = props;
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useOpenRows(rows.id);
  const virtual = useVirtualRows(table, rows);
  const items = virtual.getVirtualItems();
  const [first = 0, last = 0] = [items[0]?.index, items.at(-1)?.index];
  const tabStop = Math.min(last, Math.max(first, active));
  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    if (row === null || (event.target instanceof Element && event.target.closest('[data-details]'))) return;
    const target = rowAfterKey(event.key, Number(row.getAttribute('data-index')), rows.total);
    if (target === undefined) return;
    event.preventDefault();
    setActive(target);
    virtual.scrollToIndex(target);
    requestAnimationFrame(() =>
      table.current?.querySelector<HTMLElement>(`[data-index="${target}"] button`)?.focus(),
    );
  };
  return (
    <table
      ref={table}
      aria-label={label}
      aria-rowcount={rows.total + 1}
      aria-colcount={columns.length + (details === undefined ? 0 : 1)}
      className="@container relative block"
      style={{ ...tracksOf(columns, details !== undefined), height: virtual.getTotalSize() + headHeight }}
      onKeyDown={onKeyDown}
    >
      <TableHead {...props} />
      {items.map(({ index, start }) => (
        <tbody
          key={index}
          ref={virtual.measureElement}
          data-index={index}
          className="absolute inset-x-0 block"
          style={{ top: headHeight, transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
        >
          <DataRow
            index={index}
            row={rows.rowAt(index)}
            columns={columns}
            nameOf={nameOf}
            opening={
              details === undefined
                ? undefined
                : {
                    isOpen: open.has(index),
                    isTabStop: index === tabStop,
                    details,
                    onToggle: () => {
                      setActive(index);
                      setOpen(index);
                    },
                  }
            }
          />
        </tbody>
      ))}
    </table>
  );
}

type TableHeadProps<Row> = Pick<DataTableProps<Row>, 'columns' | 'order' | 'details'>;

function TableHead<Row>({ columns, order, details }: TableHeadProps<Row>) {
  return (
    <thead className="sticky top-0 z-10 block border-b border-line-strong bg-surface">
      <tr aria-rowindex={1} className={clsx(rowClass, 'h-[27px] text-sm text-muted')}>
        {details === undefined ? null : (
          <th scope="col">
            <span className="sr-only">Details</span>
          </th>
        )}
        {columns.map(({ id, title, isExtra, isSortable }) =>
          order === undefined || isSortable !== true ? (
            <th key={id} scope="col" className={cellClass(isExtra)}>
              <span className="truncate font-semibold">{title}</span>
            </th>
          ) : (
            <th key={id} scope="col" aria-sort={ariaSort(order.sort, id)} className={cellClass(isExtra)}>
              <button
                type="button"
                onClick={() => order.onChange(nextSort(order.sort, id))}
                className="flex min-w-0 items-center gap-0.5 rounded-sm font-semibold hover:text-text"
              >
                <span className="truncate">{title}</span>
                <SortArrow direction={ariaSort(order.sort, id)} />
              </button>
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}

function SortArrow({ direction }: { readonly direction: ReturnType<typeof ariaSort> }) {
  if (direction === 'none') return null;
  const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown;
  return <Arrow size={12} aria-hidden="true" className="shrink-0 text-accent" />;
}

/** The rows that are open, all closed when another list is shown. */
function useOpenRows(id: string): [ReadonlySet<number>, (index: number) => void] {
  const [state, setState] = useState<{ readonly id: string; readonly open: ReadonlySet<number> }>({
    id,
    open: new Set(),
  });
  const open = state.id === id ? state.open : new Set<number>();
  return [open, (index) => setState({ id, open: open.symmetricDifference(new Set([index])) })];
}

function tracksOf<Row>(columns: readonly Column<Row>[], canOpen: boolean) {
  const opener = canOpen ? ['1.25rem'] : [];
  const tracks = (shown: readonly Column<Row>[]) => [...opener, ...shown.map(({ width }) => width)].join(' ');
  const style: Record<`--${string}`, string> = {
    '--wide': tracks(columns),
    '--narrow': tracks(columns.filter(({ isExtra }) => isExtra !== true)),
  };
  return style;
}
