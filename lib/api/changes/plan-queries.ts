import { queryOptions } from '@tanstack/react-query';
import { loadPlanSchema } from '#lib/api/changes/load-plan-schema';
import { getRecord } from '#lib/api/changes/plan-calls';
import { getJson } from '#lib/api/client';
import { retryOnce } from '#lib/api/retry-once';
import { apiPaths } from '#lib/api/routes';

/** The plans of this session, the newest first. */
export const recentPlansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: ({ signal }) => getJson(loadPlanSchema('planListSchema'), apiPaths.plans(), { signal }),
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
