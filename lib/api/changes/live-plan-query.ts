import { queryOptions } from '@tanstack/react-query';
import { toLivePlan } from '#lib/api/changes/live-plan';
import { retryOnce } from '#lib/api/client/retry-once';

/** A plan and its record; while it is run, its events are written into this place. */
export function livePlanQuery(id: string) {
  return queryOptions({
    queryKey: ['live-plan', id],
    queryFn: async ({ signal }) => {
      // Nobody needs it before a plan is asked for.
      const { getRecord } = await import('#lib/api/changes/plan-calls');
      return toLivePlan(await getRecord(id, { signal }));
    },
    // What is here is written by the run itself.
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: retryOnce,
  });
}
