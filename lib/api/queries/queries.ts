import type { InfiniteData } from '@tanstack/react-query';
import {
  infiniteQueryOptions,
  queryOptions,
  experimental_streamedQuery as streamedQuery,
} from '@tanstack/react-query';
import { callRoute } from '#lib/api/client/client';
import { readFacts } from '#lib/api/client/read-facts';
import { retryOnce } from '#lib/api/client/retry-once';
import type { Names } from '#lib/api/contract/registry-contract';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';
import type { Fact } from '#lib/graph/model';
import { createAskAhead } from './ask-ahead.ts';
import type { GatheredNames } from './gather-names.ts';
import { gatherNames } from './gather-names.ts';

/** Registries that are configured, signed in or embedded, and what to try first. */
export const registriesQuery = queryOptions({
  queryKey: ['registries'],
  queryFn: ({ signal }) => callRoute('GET /api/registries', {}, { signal }),
  staleTime: apiLimits.listFreshMs,
  retry: retryOnce,
});

/** What one registry can do, with the evidence; with a repository, what it can do there. */
export function registryQuery(host: string, repository?: string) {
  return queryOptions({
    queryKey: ['registry', host, repository ?? ''],
    queryFn: ({ signal }) => callRoute('GET /api/registry', { host, repository }, { signal }),
    staleTime: apiLimits.listFreshMs,
    retry: retryOnce,
  });
}

/** Whether somebody reads a list to its end: then its second page is asked for while the first is drawn. */
type Reading = { readonly readsOn?: boolean };

/** The repositories of a registry, page by page. */
export function repositoriesQuery(host: string, reading: Reading = {}) {
  return namesQuery(['repositories', host], reading, ({ last, signal }) =>
    callRoute('GET /api/repositories', { host, last }, { signal }),
  );
}

/** The tags of `host/name`, page by page. */
export function tagsQuery(repository: string, reading: Reading = {}) {
  return namesQuery(['tags', repository], reading, ({ last, signal }) => {
    const n = last === undefined ? apiLimits.tagsAtOnce : apiLimits.moreTagsAtOnce;
    return callRoute('GET /api/tags', { ref: repository, last, n }, { signal });
  });
}

/** What a list of names is asked about. */
export type NameList =
  | { readonly list: 'repositories'; readonly host: string }
  | { readonly list: 'tags'; readonly host: string; readonly repository: string };

/** One page of the names behind another, in a registry that lists them in the order of their letters. */
export function namesAfterQuery(place: NameList, after: string) {
  const { host } = place;
  const ref = place.list === 'tags' ? `${host}/${place.repository}` : '';
  return queryOptions({
    queryKey: ['names-after', place.list, host, ref, after],
    queryFn: ({ signal }) =>
      place.list === 'tags'
        ? callRoute('GET /api/tags', { ref, after }, { signal })
        : callRoute('GET /api/repositories', { host, after }, { signal }),
    staleTime: apiLimits.listFreshMs,
    retry: retryOnce,
  });
}

/**
 * One step of the graph around a reference: its facts in the order they were learned. The data grows while the stream
 * runs; asked again, it is replaced when the new stream has ended. Also by digest it can change: referrers come and go.
 * `fresh` fills the same place with answers for which the server takes nothing from its short memory.
 */
export function graphQuery(reference: string, options: { readonly fresh?: '1' } = {}) {
  return queryOptions({
    queryKey: ['graph', reference],
    queryFn: streamedQuery<readonly Fact[], readonly Fact[]>({
      streamFn: ({ signal }) => readFacts(apiPath('/api/graph', { ref: reference, ...options }), signal),
      refetchMode: 'replace',
      reducer: (known, learned) => [...known, ...learned],
      initialValue: [],
    }),
    staleTime: apiLimits.listFreshMs,
    refetchOnWindowFocus: false,
    // Comparing every fact with every earlier one would cost more than the walk.
    structuralSharing: false,
    retry: retryOnce,
  });
}

type PageCall = { readonly last: string | undefined; readonly signal?: AbortSignal };

const ahead = createAskAhead<Names>();

function namesQuery(
  queryKey: readonly [string, string],
  { readsOn = false }: Reading,
  getPage: (call: PageCall) => Promise<Names>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal, client }) => {
      const pages = client.getQueryData<InfiniteData<GatheredNames>>(queryKey)?.pages ?? [];
      const known = pages.reduce((sum, { names }) => sum + names.length, 0);
      const keyOf = (last: string | undefined) => [...queryKey, last].join(' ');
      const ask = (last: string | undefined) => ahead.take(keyOf(last)) ?? getPage({ last, signal });
      const gathered = await gatherNames(ask, pageParam, { known });
      const { next } = gathered;
      // Asked for while these are drawn, and taken when the list asks on.
      if (next !== undefined && (readsOn || pageParam !== undefined))
        ahead.begin(keyOf(next), () => getPage({ last: next }));
      return gathered;
    },
    initialPageParam: firstPage,
    // A page that came before never ends, which the list says.
    getNextPageParam: (page: GatheredNames, _pages, _last, asked: readonly unknown[]) =>
      asked.includes(page.next) ? undefined : page.next,
    staleTime: apiLimits.listFreshMs,
    // A page that came stays the same object; comparing fifty thousand names with each page takes longer than to draw them.
    structuralSharing: false,
    retry: retryOnce,
  });
}

const firstPage: string | undefined = undefined;
