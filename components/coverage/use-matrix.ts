import { useMemo } from 'react';
import { countHeads } from '#components/coverage/filter/count-rows.ts';
import { readFilter } from '#components/coverage/filter/coverage-filter.ts';
import { filterRows } from '#components/coverage/filter/filter-rows.ts';
import { openReasonsOf } from '#components/coverage/filter/open-reasons.ts';
import { readSort, sortRows } from '#components/coverage/filter/sort-rows.ts';
import type { AuditState } from '#components/coverage/stream/audit-state.ts';

/** The rows, what the filter of the address leaves of them, and their order. */
export function useMatrix(state: AuditState, search: string, now: number) {
  const { filter, problems } = readFilter(search);
  const sort = readSort(search);
  const wanted = JSON.stringify([filter, sort]);
  // Measured: of 10,000 rows each of these takes longer than a frame, too long for every key that moves in the grid.
  const rows = useMemo(() => [...state.rows.values()], [state.rows]);
  const counts = useMemo(() => countHeads(rows, now), [rows, now]);
  const openReasons = useMemo(() => openReasonsOf(rows), [rows]);
  const shown = useMemo(() => {
    const [only, order]: readonly [typeof filter, typeof sort] = JSON.parse(wanted);
    return sortRows(filterRows(rows, only, now), order);
  }, [rows, wanted, now]);
  return { rows, shown, counts, openReasons, filter, sort, problems };
}
