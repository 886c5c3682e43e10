import { queryOptions } from '@tanstack/react-query';
import { retentionEffectsOf } from '#lib/api/changes/plan-effects';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';

/** What retention rules would delete in `host/name`: how many artifacts, and the mark of each. */
export function retentionQuery(repository: string, keep: string) {
  return queryOptions({
    queryKey: ['retention', repository, keep],
    queryFn: async ({ signal }) => {
      const { retention } = await callRoute('GET /api/cleanup', { ref: repository, keep }, { signal });
      return { goes: retention?.goes ?? 0, effects: retentionEffectsOf(retention?.decisions ?? []) };
    },
    staleTime: apiLimits.listFreshMs,
    structuralSharing: false,
    retry: retryOnce,
  });
}
