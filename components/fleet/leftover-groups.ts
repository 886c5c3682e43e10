import type { JsonOf } from '#lib/api/routes/route-types';

/** Something attached that may go. */
export type Leftover = JsonOf<'GET /api/orphans'>['rows'][number];

/** What may go of one repository; one that hangs on several artifacts is there once for each. */
export type LeftoverGroup = {
  /** `host/name` */
  readonly repository: string;
  readonly rows: readonly Leftover[];
};

/** The rows by repository, in their order. */
export function groupLeftovers(rows: readonly Leftover[]): readonly LeftoverGroup[] {
  const groups = Map.groupBy(rows, ({ reference, digest }) => reference.slice(0, -digest.length - 1));
  return [...groups].map(([repository, own]) => ({ repository, rows: own }));
}

/** Bytes of these as far as they are known, each manifest once. */
export function bytesOf(rows: readonly Leftover[]): number {
  const sizes = new Map(rows.map(({ digest, bytes = 0 }) => [digest, bytes]));
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}
