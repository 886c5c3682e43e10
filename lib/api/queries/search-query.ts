import { infiniteQueryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';
import type { QueryOf } from '#lib/api/routes/route-types';

/** What is searched for. */
export type SearchParameters = Omit<QueryOf<'GET /api/search'>, 'n' | 'last' | 'format'>;

const firstPage: string | undefined = undefined;

/** What the inventory holds of a text, page by page. */
export function searchQuery(asked: SearchParameters) {
  return infiniteQueryOptions({
    queryKey: ['search', asked],
    queryFn: ({ pageParam, signal }) =>
      callRoute('GET /api/search', { ...asked, last: pageParam }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages[0]?.artifacts === 0 ? apiLimits.emptyAgainMs : false,
    staleTime: 0,
    retry: retryOnce,
  });
}

/** The address of the first thousand artifacts as a file for a spreadsheet. */
export function searchFile(asked: SearchParameters): string {
  return apiPath('/api/search', { ...asked, n: 1_000, format: 'csv' });
}
