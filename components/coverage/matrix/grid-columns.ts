import type { ColumnId } from '#components/coverage/filter/sort-rows.ts';

/** What stands above each column. */
export const columnTitles = {
  name: 'Artifact',
  kind: 'Kind',
  age: 'Age',
  signature: 'Signature',
  provenance: 'Provenance',
  sbom: 'SBOM',
  vex: 'VEX',
  report: 'Report',
  verdict: 'Requirements',
} as const satisfies Record<ColumnId, string>;

/**
 * A line of the matrix: columns that share the width, none so narrow that its word is cut; below 640 px a card of one
 * column.
 */
export const lineClass =
  'grid min-w-0 sm:grid-cols-[minmax(140px,1.4fr)_minmax(96px,.75fr)_minmax(72px,.5fr)_minmax(184px,1.1fr)_minmax(184px,1.1fr)_minmax(184px,1.1fr)_minmax(184px,1.1fr)_minmax(220px,1.3fr)_minmax(142px,1.2fr)] max-sm:grid-cols-1';

/** The least width of all columns together: narrower places scroll sideways, below 640 px they show cards. */
export const gridClass = 'relative sm:min-w-[1406px]';

/** Heights in CSS pixels, as a line and as a card. */
export const heights = {
  head: 32,
  line: { group: 36, row: 36, platform: 32 },
  card: { group: 36, row: 158, platform: 136 },
} as const;
