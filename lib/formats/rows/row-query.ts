import type { FilterColumn } from './row-fields.ts';
import { filterColumns } from './row-fields.ts';

/** Which rows of a part are asked for. */
export type RowQuery = {
  /** Part of any searched text; empty for all. */
  readonly q: string;
  /** A row fits when each column that is named has one of its values. */
  readonly filter: readonly RowFilter[];
  readonly sort?: { readonly name: string; readonly isDescending: boolean };
  /** Rows that stand before the page. */
  readonly offset: number;
  /** Rows of the page, at most. */
  readonly count: number;
};

export type RowFilter = { readonly name: FilterColumn; readonly values: readonly string[] };

/**
 * A filter as an address carries it: `severity:critical,high;fixable:1`, each value percent-encoded. Undefined for a text
 * that is no filter.
 */
export function parseRowFilter(text: string): readonly RowFilter[] | undefined {
  const filters = text
    .split(';')
    .filter((part) => part !== '')
    .map(parseColumn);
  return filters.every((filter) => filter !== undefined) ? filters : undefined;
}

/** The text of a filter for an address. */
export function formatRowFilter(filters: readonly RowFilter[]): string {
  return filters
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => `${name}:${values.map(encodeURIComponent).join(',')}`)
    .join(';');
}

/** The order as an address carries it: `severity`, or `-name` for the reverse. Undefined for a text that names no field. */
export function parseRowSort(text: string): NonNullable<RowQuery['sort']> | undefined {
  const match = /^(-?)([a-zA-Z]{1,20})$/.exec(text);
  if (match?.[2] === undefined) return undefined;
  return { name: match[2], isDescending: match[1] === '-' };
}

function parseColumn(text: string): RowFilter | undefined {
  const colon = text.indexOf(':');
  const name = filterColumns.find((known) => known === text.slice(0, colon));
  if (name === undefined) return undefined;
  const values = text
    .slice(colon + 1)
    .split(',')
    .map(decode);
  return values.every((value) => value !== undefined) ? { name, values } : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
