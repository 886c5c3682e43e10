import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ColumnId } from '#components/coverage/filter/sort-rows.ts';
import { columnIds, pressSort } from '#components/coverage/filter/sort-rows.ts';
import type { Sort } from '#components/ui/table/table-rows.ts';
import { ariaSort } from '#components/ui/table/table-rows.ts';
import { columnTitles, heights, lineClass } from './grid-columns.ts';
import { headKey } from './grid-keys.ts';

type GridHeadProps = {
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** The column that the Tab key stops at, where it is in the headings. */
  readonly stop: ColumnId | undefined;
};

/** The headings of the matrix; each sorts by its column. */
export function GridHead({ sort, onSort, stop }: GridHeadProps) {
  return (
    <thead className="sticky block top-0 z-[2] bg-surface max-sm:sr-only">
      <tr
        data-key={headKey}
        aria-rowindex={1}
        className={clsx(lineClass, 'border-b border-line-strong')}
        style={{ height: heights.head }}
      >
        {columnIds.map((id, at) => {
          const direction = ariaSort(sort, id);
          const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
          return (
            <th
              key={id}
              scope="col"
              aria-colindex={at + 1}
              aria-sort={direction}
              className={clsx(
                'flex min-w-0 items-center px-1.5 text-left',
                id === 'name' && 'bg-surface pl-6! sm:sticky sm:left-0',
              )}
            >
              <button
                type="button"
                data-column={id}
                tabIndex={stop === id ? 0 : -1}
                onClick={() => onSort(pressSort(sort, id))}
                className="flex min-w-0 items-center gap-1 rounded-sm font-semibold text-muted hover:text-text"
              >
                <span className="truncate">{columnTitles[id]}</span>
                {direction === 'none' ? null : (
                  <Arrow size={12} aria-hidden="true" className="shrink-0 text-accent" />
                )}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
