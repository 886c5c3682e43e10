import { queryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';

/** What the server requires where an audit does not say it: its requirements.yaml. */
export const serverRequirementsQuery = queryOptions({
  queryKey: ['server-requirements'],
  queryFn: ({ signal }) => callRoute('GET /api/requirements', {}, { signal }),
  staleTime: apiLimits.listFreshMs,
  retry: retryOnce,
});
