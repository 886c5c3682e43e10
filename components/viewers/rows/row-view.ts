import type { Sort } from '#components/ui/table/table-rows.ts';
import type { FilterColumn } from '#lib/formats/rows/row-fields';
import { filterColumns } from '#lib/formats/rows/row-fields';
import type { RowFilter } from '#lib/formats/rows/row-query';

/** What somebody asks of a list of rows. */
export type RowView = {
  /** A part of any text of a row. */
  readonly words: string;
  /** The values that are chosen in each column; a row fits when it has one of them in every column. */
  readonly chosen: { readonly [Name in FilterColumn]?: readonly string[] };
  /** Undefined for the order of the document. */
  readonly sort: Sort | undefined;
};

export type RowViewAction =
  | { readonly type: 'search'; readonly words: string }
  | { readonly type: 'toggle'; readonly column: FilterColumn; readonly value: string }
  /** Chooses exactly these values in a column; none frees it. */
  | { readonly type: 'choose'; readonly column: FilterColumn; readonly values: readonly string[] }
  | { readonly type: 'sort'; readonly sort: Sort | undefined }
  /** Shows every row again; the order stays. */
  | { readonly type: 'clear' };

export const initialRowView: RowView = { words: '', chosen: {}, sort: undefined };

/** The first view of a document that is searched for these words. */
export function rowViewOf(words: string): RowView {
  return { ...initialRowView, words };
}

/** The view after an action. */
export function reduceRowView(view: RowView, action: RowViewAction): RowView {
  switch (action.type) {
    case 'search':
      return { ...view, words: action.words };
    case 'toggle':
      return { ...view, chosen: toggled(view.chosen, action.column, action.value) };
    case 'choose':
      return { ...view, chosen: withColumn(view.chosen, action.column, action.values) };
    case 'sort':
      return { ...view, sort: action.sort };
    case 'clear':
      return { ...initialRowView, sort: view.sort };
    default:
      return action satisfies never;
  }
}

/** Whether a value is chosen in a column. */
export function isChosen(view: RowView, column: FilterColumn, value: string): boolean {
  return view.chosen[column]?.includes(value) === true;
}

/** Whether some rows are left out. */
export function isNarrowed(view: RowView): boolean {
  return view.words.trim() !== '' || Object.keys(view.chosen).length > 0;
}

/** The filters of a view as a question names them. */
export function rowFilters(view: RowView): readonly RowFilter[] {
  return filterColumns.flatMap((name) => {
    const values = view.chosen[name];
    return values === undefined ? [] : [{ name, values }];
  });
}

function toggled(chosen: RowView['chosen'], column: FilterColumn, value: string): RowView['chosen'] {
  const before = chosen[column] ?? [];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return withColumn(chosen, column, after);
}

function withColumn(
  chosen: RowView['chosen'],
  column: FilterColumn,
  values: readonly string[],
): RowView['chosen'] {
  const { [column]: _, ...others } = chosen;
  return values.length === 0 ? others : { ...others, [column]: values };
}
