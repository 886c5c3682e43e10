import type { Sort } from '#components/ui/table/table-rows.ts';
import { evidenceNames } from '#lib/audit/audit';
import { percentOf, shareOf } from './evidence-share.ts';
import type { CountedRepository } from './repository-columns.tsx';

/** The repositories by a column; by an evidence those first that have the least of it. What is unknown comes last. */
export function sortRepositories(
  rows: readonly CountedRepository[],
  sort: Sort | undefined,
): readonly CountedRepository[] {
  if (sort === undefined) return rows;
  const direction = sort.isDescending ? -1 : 1;
  const evidence = evidenceNames.find((name) => name === sort.by);
  const keyOf = (row: CountedRepository): number | string | undefined => {
    if (evidence !== undefined) return percentOf(shareOf(row.byEvidence[evidence]));
    if (sort.by === 'artifacts') return row.artifacts;
    return sort.by === 'critical' ? row.critical : row.repository;
  };
  return rows.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    if (a === b) return one.repository < other.repository ? -1 : 1;
    return (a < b ? -1 : 1) * direction;
  });
}
