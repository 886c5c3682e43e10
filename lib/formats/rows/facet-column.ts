import type { FilterColumn } from './row-fields.ts';

/** The values of all rows in one column: each set of values once, and a number for each row. */
export type FacetColumn = {
  readonly name: FilterColumn;
  readonly add: (values: readonly string[]) => void;
  /** Whether a row has one of these values. */
  readonly test: (values: readonly string[]) => (row: number) => boolean;
  /** How many rows have each value, the most frequent first; undefined where no row has any. */
  readonly counts: (maxValues: number) => Readonly<Record<string, number>> | undefined;
  readonly weight: () => number;
};

/** An empty column. */
export function createFacetColumn(name: FilterColumn): FacetColumn {
  const sets = new Map<string, number>([['[]', 0]]);
  const values: (readonly string[])[] = [[]];
  const counts = [0];
  let codes = new Uint32Array(64);
  let size = 0;
  return {
    name,
    add: (own) => {
      const key = own.length === 0 ? '[]' : JSON.stringify(own);
      const code = sets.get(key) ?? values.length;
      if (code === values.length) {
        sets.set(key, code);
        values.push(own);
        counts.push(0);
      }
      counts[code] = (counts[code] ?? 0) + 1;
      if (size === codes.length) codes = grown(codes);
      codes[size++] = code;
    },
    test: (wanted) => {
      const set = new Set(wanted);
      const fits = values.map((own) => own.some((value) => set.has(value)));
      return (row) => fits[codes[row] ?? 0] === true;
    },
    counts: (maxValues) => {
      const sums = new Map<string, number>();
      values.forEach((own, code) => {
        for (const value of new Set(own)) sums.set(value, (sums.get(value) ?? 0) + (counts[code] ?? 0));
      });
      if (sums.size === 0) return undefined;
      const sorted = [...sums].sort(([, a], [, b]) => b - a).slice(0, maxValues);
      return Object.fromEntries(sorted);
    },
    weight: () => codes.byteLength + values.length * 100,
  };
}

function grown(codes: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(codes.length * 2);
  larger.set(codes);
  return larger;
}
