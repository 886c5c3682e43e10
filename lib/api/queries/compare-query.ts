import { queryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';

/** What differs between two artifacts, on a platform that both have. */
export function compareQuery(left: string, right: string, platform?: string) {
  return queryOptions({
    queryKey: ['compare', left, right, platform ?? ''],
    queryFn: ({ signal }) => callRoute('GET /api/compare', { left, right, platform }, { signal }),
    staleTime: apiLimits.listFreshMs,
    refetchOnWindowFocus: false,
    structuralSharing: false,
    retry: retryOnce,
  });
}
