import { infiniteQueryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import type { QueryOf } from '#lib/api/routes/route-types';
import type { FleetScope } from './fleet-queries.ts';

/** What is listed of what nobody may need any more. */
export type LeftoverKind = NonNullable<QueryOf<'GET /api/orphans'>['what']>;

const firstPage: string | undefined = undefined;

/** What hangs on nothing that has a tag, or is superseded or old, page by page. */
export function leftoversQuery(scope: FleetScope, what: LeftoverKind, days: number) {
  return infiniteQueryOptions({
    queryKey: ['leftovers', scope, what, days],
    queryFn: ({ pageParam, signal }) => {
      const asked = { ...scope, what, n: apiLimits.tableRows, last: pageParam };
      return callRoute('GET /api/orphans', what === 'old' ? { ...asked, days } : asked, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages[0]?.artifacts === 0 ? apiLimits.emptyAgainMs : false,
    retry: retryOnce,
  });
}
