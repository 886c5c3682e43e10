import { queryOptions } from '@tanstack/react-query';
import { getRecord } from '#lib/api/changes/plan-calls';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';

/** The plans of this session and those that were made without one, the newest first. */
export const recentPlansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: ({ signal }) => callRoute('GET /api/plans', {}, { signal }),
  staleTime: 0,
  retry: retryOnce,
});

/** A plan and what became of it. */
export function planRecordQuery(id: string) {
  return queryOptions({
    queryKey: ['plan', id],
    queryFn: ({ signal }) => getRecord(id, { signal }),
    staleTime: 0,
    retry: retryOnce,
  });
}
