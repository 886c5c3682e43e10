/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** One line of the report: what was measured, and beside it what was expected. */
export type Row = {
  readonly name: string;
  readonly measured: string;
  readonly expected: string;
  readonly isMet: boolean;
};

/** A ratio of two times, which should be at least so many. */
export function atLeast(name: string, slowMs: number, fastMs: number, wanted: number): Row {
  const ratio = slowMs / fastMs;
  return {
    name,
    measured: `${ratio.toFixed(1)} times faster (${formatMs(slowMs)} : ${formatMs(fastMs)})`,
    expected: `at least ${wanted}`,
    isMet: ratio >= wanted,
  };
}

/** A number that should be no more than so many. */
export function atMost(name: string, value: number, wanted: number, unit: string): Row {
  return {
    name,
    measured: `${Number.isInteger(value) ? value : value.toFixed(1)} ${unit}`,
    expected: `at most ${wanted}`,
    isMet: value <= wanted,
  };
}

export function formatTable(rows: readonly Row[]): string {
  const width = (pick: (row: Row) => string) => Math.max(...rows.map((row) => pick(row).length));
  const [name, measured] = [width((row) => row.name), width((row) => row.measured)];
  return rows
    .map((row) =>
      [
        row.name.padEnd(name),
        row.measured.padEnd(measured),
        `expected ${row.expected}`.padEnd(20),
        row.isMet ? '' : 'MISSED',
      ]
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

function formatMs(ms: number): string {
  return ms < 10_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
