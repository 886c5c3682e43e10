'use client';
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Column } from './column.ts';
import { cellClass, rowClass, tracksOf } from './column.ts';
import { DataRow } from './data-row.tsx';
import type { Sort, TableRows } from './table-rows.ts';
import { ariaSort, nextSort, rowAfterKey } from './table-rows.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

type DataTableProps<Row> = {
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
  const [open, setOpen] = useOpenRows(rows.id);
  const virtual = useVirtualRows(table, rows);
  const keys = useRowKeys(table, virtual, rows.total);
  return (
    <table
      ref={table}
      aria-label={label}
      aria-rowcount={rows.total + 1}
      aria-colcount={columns.length + (details === undefined ? 0 : 1)}
      className="@container relative block"
      style={{ ...tracksOf(columns, details !== undefined), height: virtual.getTotalSize() + headHeight }}
      onKeyDown={keys.onKeyDown}
    >
      <TableHead {...props} />
      {virtual.getVirtualItems().map(({ index, start }) => (
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
                    isTabStop: index === keys.tabStop,
                    details,
                    onToggle: () => {
                      keys.onVisit(index);
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
        {columns.map(({ id, isExtra, isSortable, ...column }) =>
          order === undefined || isSortable !== true ? (
            <th key={id} scope="col" className={cellClass(isExtra)}>
              <span className="flex min-w-0 font-semibold">
                <Title {...column} />
              </span>
            </th>
          ) : (
            <th key={id} scope="col" aria-sort={ariaSort(order.sort, id)} className={cellClass(isExtra)}>
              <button
                type="button"
                onClick={() => order.onChange(nextSort(order.sort, id))}
                className="flex min-w-0 items-center gap-0.5 rounded-sm font-semibold hover:text-text"
              >
                <Title {...column} />
                <SortArrow direction={ariaSort(order.sort, id)} />
              </button>
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}

type TitleProps = Pick<Column<never>, 'title' | 'isSign' | 'shortTitle'>;

/** The title of a column. One that shrinks to a sign has no room for it there; it is read aloud all the same. */
function Title({ title, isSign = false, shortTitle }: TitleProps) {
  return (
    <>
      <span className={clsx('truncate', isSign && '@max-[30rem]:sr-only')}>{title}</span>
      {shortTitle === undefined ? null : (
        <span aria-hidden="true" title={title} className="@min-[30rem]:hidden">
          {shortTitle}
        </span>
      )}
    </>
  );
}

function SortArrow({ direction }: { readonly direction: ReturnType<typeof ariaSort> }) {
  if (direction === 'none') return null;
  const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown;
  return <Arrow size={12} aria-hidden="true" className="shrink-0 text-accent" />;
}

/** Keys that move from row to row, of which one is a stop of the Tab key. */
function useRowKeys(
  table: RefObject<HTMLTableElement | null>,
  virtual: ReturnType<typeof useVirtualRows>,
  total: number,
) {
  const [visited, onVisit] = useState(0);
  const items = virtual.getVirtualItems();
  const tabStop = Math.min(items.at(-1)?.index ?? 0, Math.max(items[0]?.index ?? 0, visited));
  const wanted = useRef<number>(undefined);
  const focusWanted = () => {
    const button = table.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] button`);
    if (button == null) return;
    wanted.current = undefined;
    button.focus();
  };
  // Moves the focus of the browser to a row that was far away, once it is loaded and drawn.
  useEffect(focusWanted);
  const onKeyDown = (event: KeyboardEvent) => {
    const element = event.target instanceof Element ? event.target : undefined;
    const row = element?.closest('[data-index]');
    if (element === undefined || row == null || element.closest('[data-details]') !== null) return;
    const target = rowAfterKey(event.key, Number(row.getAttribute('data-index')), total);
    if (target === undefined) return;
    event.preventDefault();
    onVisit(target);
    wanted.current = target;
    virtual.scrollToIndex(target);
    focusWanted();
  };
  return { tabStop, onVisit, onKeyDown };
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
