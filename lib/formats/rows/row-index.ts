import type { PartName } from '#lib/formats/documents/rows';
import { formatLimits } from '#lib/formats/limits';
import type { FacetColumn } from './facet-column.ts';
import { createFacetColumn } from './facet-column.ts';
import type { PackedRows } from './packed-rows.ts';
import { packRows } from './packed-rows.ts';
import type { Row } from './row-fields.ts';
import { columnsOf, facetValues, searchText, sortKey } from './row-fields.ts';
import type { RowQuery } from './row-query.ts';

/** A page of rows, as many as fit, and how many there are. */
export type RowPage = {
  readonly rows: readonly Row[];
  /** Rows that fit. */
  readonly total: number;
  /** Rows there are. */
  readonly of: number;
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

/** The rows of one part of a document, packed: a search reads texts and makes no objects. */
export type RowIndex = {
  readonly add: (row: Row) => void;
  /** Rows so far. */
  readonly size: () => number;
  /** About how many bytes of memory it takes. */
  readonly weight: () => number;
  readonly page: (query: RowQuery) => RowPage;
};

/** The place of each row in the order of a field; the first `filled` are those that have it. */
type Order = { readonly size: number; readonly rank: Uint32Array; readonly filled: number };

type Places = { readonly length: number; readonly at: (place: number) => number };

/** An empty index for the rows of a part. */
export function createRowIndex(part: PartName): RowIndex {
  const texts = packRows();
  const columns = columnsOf(part).map((name) => createFacetColumn(name));
  const orders = new Map<string, Order>();
  const found = new Map<string, Places>();
  return {
    add: (row) => {
      for (const column of columns) column.add(facetValues(part, row, column.name));
      texts.add(searchText(part, row), JSON.stringify(row));
    },
    size: texts.size,
    weight: () => texts.weight() + columns.reduce((sum, column) => sum + column.weight(), 0),
    page: (query) => {
      const key = JSON.stringify([texts.size(), query.q, query.filter, query.sort]);
      const places = found.get(key) ?? findPlaces(query, texts, columns, orders);
      remember(found, key, places);
      const rows: Row[] = [];
      const end = Math.min(query.offset + query.count, places.length);
      for (let place = query.offset; place < end; place++) rows.push(texts.row(places.at(place)));
      return { rows, total: places.length, of: texts.size(), facets: facetsOf(columns) };
    },
  };
}

function findPlaces(
  { q, filter, sort }: RowQuery,
  texts: PackedRows,
  columns: readonly FacetColumn[],
  orders: Map<string, Order>,
): Places {
  const size = texts.size();
  const tests = filter.flatMap(({ name, values }) => {
    const column = columns.find((each) => each.name === name);
    return column === undefined ? [] : [column.test(values)];
  });
  const candidates = q === '' ? undefined : texts.find(q);
  if (candidates === undefined && tests.length === 0 && sort === undefined)
    return { length: size, at: (place) => place };
  const fitting = pick(candidates, size, (row) => tests.every((test) => test(row)));
  if (sort !== undefined) {
    const { rank, filled } = orderBy(sort.name, texts, orders);
    const place = (row: number) => {
      const own = rank[row] ?? 0;
      return sort.isDescending && own < filled ? filled - own : own + 1;
    };
    fitting.sort((a, b) => place(a) - place(b));
  }
  return { length: fitting.length, at: (place) => fitting[place] ?? 0 };
}

function pick(
  candidates: Uint32Array | undefined,
  size: number,
  fits: (row: number) => boolean,
): Uint32Array {
  const picked = new Uint32Array(candidates?.length ?? size);
  let length = 0;
  for (let place = 0; place < picked.length; place++) {
    const row = candidates?.[place] ?? place;
    if (fits(row)) picked[length++] = row;
  }
  return picked.subarray(0, length);
}

/** Equal ones stay as the document has them, and what says nothing stands last. */
function orderBy(name: string, texts: PackedRows, orders: Map<string, Order>): Order {
  const size = texts.size();
  const known = orders.get(name);
  if (known?.size === size) return known;
  const keys = Array.from({ length: size }, (_, row) => sortKey(texts.row(row), name));
  const order = Uint32Array.from(keys.keys());
  order.sort((a, b) => compareKeys(keys[a] ?? '', keys[b] ?? '') || a - b);
  const rank = new Uint32Array(size);
  order.forEach((row, place) => {
    rank[row] = place;
  });
  const ordered = { size, rank, filled: keys.filter((key) => key !== '').length };
  remember(orders, name, ordered);
  return ordered;
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  return a < b ? -1 : 1;
}

function facetsOf(columns: readonly FacetColumn[]): RowPage['facets'] {
  return Object.fromEntries(
    columns.flatMap((column) => {
      const counts = column.counts(formatLimits.facetValuesMax);
      return counts === undefined ? [] : [[column.name, counts]];
    }),
  );
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > formatLimits.rowOrdersMax && oldest !== undefined) map.delete(oldest);
}
