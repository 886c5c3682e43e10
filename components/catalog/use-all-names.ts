import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Names } from '#lib/api/contract/contract';

type Pages = { readonly pages: readonly Names[] };

/** Beyond this many names the next page comes only when asked for. */
const loadedByItself = 100_000;

/** Keeps a paged list growing: the next page is asked for when the last has come. */
export function useAllNames(query: UseInfiniteQueryResult<Pages, Error>): void {
  const count = query.data?.pages.reduce((sum, { names }) => sum + names.length, 0) ?? 0;
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const isDue = hasNextPage && !isFetching && !isError && count < loadedByItself;
  // The list lives in the registry, page by page: each page tells only when it has come that another one follows. By the
  // count too: a page may come so soon that nobody has seen it fetched.
  useEffect(() => {
    if (isDue && count >= 0) void fetchNextPage();
  }, [isDue, count, fetchNextPage]);
}
