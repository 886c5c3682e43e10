import { queryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';

/** The policies of the server, and which of them apply to a reference where one is given. */
export function policiesQuery(reference: string | undefined) {
  return queryOptions({
    queryKey: ['policies', reference ?? ''],
    queryFn: ({ signal }) =>
      callRoute('GET /api/policies', reference === undefined ? {} : { ref: reference }, { signal }),
    staleTime: apiLimits.listFreshMs,
    retry: retryOnce,
  });
}
