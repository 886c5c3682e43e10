/** The rows of a table, of which a part may not have been loaded. */
export type TableRows<Row> = {
  /** Another list has another id: then the table starts at its top, with every row closed. */
  readonly id: string;
  readonly total: number;
  /** The row at a place; undefined while it is being loaded. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Hears which rows are in sight. */
  readonly onRange?: (first: number, last: number) => void;
};

/** By which column the rows are sorted. */
export type Sort = { readonly by: string; readonly isDescending: boolean };

/** Rows that are all here. */
export function listRows<Row>(rows: readonly Row[], id = ''): TableRows<Row> {
  return { id, total: rows.length, rowAt: (index) => rows[index] };
}

/** The order after a press on a heading: ascending, then descending, then as the rows came. */
export function nextSort(sort: Sort | undefined, by: string): Sort | undefined {
  if (sort?.by !== by) return { by, isDescending: false };
  return sort.isDescending ? undefined : { by, isDescending: true };
}

/** What `aria-sort` says of a column (https://www.w3.org/TR/wai-aria-1.2/#aria-sort). */
export function ariaSort(sort: Sort | undefined, by: string): 'ascending' | 'descending' | 'none' {
  if (sort?.by !== by) return 'none';
  return sort.isDescending ? 'descending' : 'ascending';
}

/** A sort as `GET /api/document/rows` reads it: `name`, `-severity`; undefined for the order of the document. */
export function formatSort(sort: Sort | undefined): string | undefined {
  return sort === undefined ? undefined : `${sort.isDescending ? '-' : ''}${sort.by}`;
}

/** Rows that Page Up and Page Down pass. */
const pageStep = 15;

/** The row that a key moves to from row `at`; undefined for any other key. */
export function rowAfterKey(key: string, at: number, total: number): number | undefined {
  const step = new Map([
    ['ArrowDown', 1],
    ['ArrowUp', -1],
    ['PageDown', pageStep],
    ['PageUp', -pageStep],
    ['Home', -total],
    ['End', total],
  ]).get(key);
  if (step === undefined || total === 0) return undefined;
  return Math.min(total - 1, Math.max(0, at + step));
}

/** The pages that hold the rows in sight, the first page aside: it is always loaded. */
export function pagesInSight(first: number, last: number, pageSize: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.max(0, last) / pageSize);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at).filter((page) => page > 0);
}
