import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import type { QueryOf } from '#lib/api/routes/route-types';

/** A part of what was scanned; without a registry all of it. */
export type FleetScope = { readonly host?: string };

/** What became different of artifacts. */
export type ChangeKind = QueryOf<'GET /api/changes'>['what'];

/** The evidence of each repository, the worst first. */
export function repositoriesCoverageQuery(scope: FleetScope) {
  return queryOptions({
    queryKey: ['coverage-repositories', scope],
    queryFn: ({ signal }) => callRoute('GET /api/coverage/repositories', scope, { signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.repositories.length === 0 ? apiLimits.emptyAgainMs : false,
    staleTime: apiLimits.listFreshMs,
    placeholderData: keepPreviousData,
    retry: retryOnce,
  });
}

/** How it stood on each of the last days. */
export function trendsQuery(scope: FleetScope, days: number) {
  return queryOptions({
    queryKey: ['trends', scope, days],
    queryFn: ({ signal }) => callRoute('GET /api/trends', { ...scope, days, n: 1 }, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.artifacts === 0 ? apiLimits.emptyAgainMs : false),
    staleTime: apiLimits.listFreshMs,
    placeholderData: keepPreviousData,
    retry: retryOnce,
  });
}

/** What became unsigned, vulnerable or fixed within the last days, the newest first. */
export function changesQuery(scope: FleetScope, what: ChangeKind, days: number) {
  return queryOptions({
    queryKey: ['changes', scope, what, days],
    queryFn: ({ signal }) =>
      callRoute('GET /api/changes', { ...scope, what, days, n: apiLimits.tableRows }, { signal }),
    staleTime: apiLimits.listFreshMs,
    retry: retryOnce,
  });
}
