import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export type Column<Row> = {
  /** What the rows are sorted by. */
  readonly id: string;
  readonly title: string;
  /** A track of a CSS grid: `5rem`, `minmax(0,2fr)`. */
  readonly width: string;
  /** Its track where the table is narrower than 30 rem. */
  readonly narrowWidth?: string;
  /** It holds no more than a sign there, and its title is only read aloud; what is seen is the short one, if it has one. */
  readonly isSign?: boolean;
  readonly shortTitle?: string;
  /** Left out where the table is narrower than 30 rem. */
  readonly isExtra?: boolean;
  readonly isSortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

/** The classes of a row: its cells stand in the tracks that the table names. */
export const rowClass =
  'grid grid-cols-(--narrow) gap-x-2 @min-[30rem]:grid-cols-(--wide) @min-[30rem]:gap-x-2.5';

/** The classes of a cell. */
export function cellClass(isExtra: boolean | undefined): string {
  return clsx('min-w-0 items-center', isExtra === true ? 'hidden @min-[30rem]:flex' : 'flex');
}

/** The tracks of a table as the variables that {@link rowClass} reads. */
export function tracksOf<Row>(columns: readonly Column<Row>[], canOpen: boolean) {
  const opener = canOpen ? ['1.25rem'] : [];
  const narrow = columns.filter(({ isExtra }) => isExtra !== true);
  const style: Record<`--${string}`, string> = {
    '--wide': [...opener, ...columns.map(({ width }) => width)].join(' '),
    '--narrow': [...opener, ...narrow.map(({ width, narrowWidth }) => narrowWidth ?? width)].join(' '),
  };
  return style;
}
