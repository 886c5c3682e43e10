import { infiniteQueryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';
import type { FleetScope } from './fleet-queries.ts';

const firstPage: number | undefined = undefined;

/** What rules would delete of what was scanned, page by page of repositories. */
export function retentionReportQuery(scope: FleetScope, keep: string) {
  return infiniteQueryOptions({
    queryKey: ['retention-report', scope, keep],
    queryFn: ({ pageParam, signal }) =>
      callRoute('GET /api/retention', { ...scope, keep, last: pageParam }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => (next === undefined ? undefined : Number(next)),
    refetchInterval: ({ state: { data } }) =>
      data?.pages[0]?.repositories.length === 0 ? apiLimits.emptyAgainMs : false,
    staleTime: 0,
    retry: retryOnce,
  });
}

/** The address of what would go of the first hundred repositories, as a file. */
export function retentionFile(scope: FleetScope, keep: string, format: 'csv' | 'json'): string {
  return apiPath('/api/retention', { ...scope, keep, n: 100, format });
}
