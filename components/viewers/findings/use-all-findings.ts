import { useQueries, useQuery } from '@tanstack/react-query';
import { initialRowView } from '#components/viewers/rows/row-view.ts';
import type { PartOfDocument } from '#components/viewers/rows/use-part-rows.ts';
import { partQuestion } from '#components/viewers/rows/use-part-rows.ts';
import { rowsQuery } from '#lib/api/queries/document-queries';
import type { FindingRow } from '#lib/formats/documents/rows';
import { formatLimits } from '#lib/formats/limits';

const pageSize = 1000;

/** More findings than these are searched and filtered by the server; so many rows are joined with VEX at most. */
const listedFindingsMax = formatLimits.joinedRowsMax;

type AllFindings =
  | { readonly state: 'pending' }
  | { readonly state: 'failed'; readonly error: Error; readonly retry: () => void }
  | { readonly state: 'many'; readonly total: number }
  | { readonly state: 'all'; readonly rows: readonly FindingRow[] };

/** All findings of a report, where they are few enough to be listed at once. */
export function useAllFindings(of: PartOfDocument<'findings'>): AllFindings {
  const question = { ...partQuestion(of, initialRowView), n: pageSize };
  const first = useQuery(rowsQuery(question));
  const total = first.data?.total ?? 0;
  const count = total > listedFindingsMax ? 1 : Math.ceil(total / pageSize);
  const others = useQueries({
    queries: Array.from({ length: Math.max(0, count - 1) }, (_, at) =>
      rowsQuery({ ...question, last: (at + 1) * pageSize }),
    ),
  });
  const failed = [first, ...others].find(({ isError }) => isError);
  if (failed?.error != null)
    return { state: 'failed', error: failed.error, retry: () => void failed.refetch() };
  if (first.data === undefined || others.some(({ data }) => data === undefined)) return { state: 'pending' };
  if (total > listedFindingsMax) return { state: 'many', total };
  return {
    state: 'all',
    rows: [first.data, ...others.map(({ data }) => data)].flatMap((page) => page?.rows ?? []),
  };
}
