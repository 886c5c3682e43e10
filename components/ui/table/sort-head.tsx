import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Sort } from './table-rows.ts';
import { ariaSort } from './table-rows.ts';

type SortHeadProps = {
  readonly by: string;
  readonly sort: Sort;
  readonly onSort: () => void;
  readonly children: ReactNode;
  /** What a press does, and what there is to say of the column. */
  readonly hint?: string;
  readonly className?: string;
};

/** The heading of a column; a press sorts by it. */
export function SortHead({ by, sort, onSort, children, hint, className }: SortHeadProps) {
  const direction = ariaSort(sort, by);
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={direction} className={clsx('min-w-0', className)}>
      <button
        type="button"
        onClick={onSort}
        title={hint}
        className="flex max-w-full min-w-0 items-center gap-0.5 rounded-sm font-semibold text-muted hover:text-text"
      >
        {children}
        {direction === 'none' ? null : (
          <Arrow size={12} aria-hidden="true" className="shrink-0 text-accent" />
        )}
      </button>
    </th>
  );
}
