import { queryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';

/** The findings of an artifact, joined with the VEX statements that apply. Also by digest they can change: reports come and go. */
export function findingsQuery(reference: string) {
  return queryOptions({
    queryKey: ['findings', reference],
    queryFn: ({ signal }) => callRoute('GET /api/findings', { ref: reference }, { signal }),
    staleTime: apiLimits.listFreshMs,
    refetchOnWindowFocus: false,
    structuralSharing: false,
    retry: retryOnce,
  });
}
