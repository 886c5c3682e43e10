import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Names } from '#lib/api/contract/registry-contract';

type Page = Pick<Names, 'names'>;
type SortedPages = { readonly pages: readonly Page[]; readonly names: readonly string[] };
type Sort = (names: readonly string[]) => readonly string[];

/** Beyond this many names the next page comes only on request. */
export const loadedByItself = 100_000;

/** The names of all pages of a list, sorted; the next page is requested as soon as the last one has come. */
export function useNames(
  query: UseInfiniteQueryResult<{ readonly pages: readonly Page[] }, Error>,
  sort: Sort,
): readonly string[] {
  const [sorted, setSorted] = useState<SortedPages>({ pages: [], names: [] });
  const pages = query.data?.pages;
  const count = pages?.reduce((sum, { names }) => sum + names.length, 0) ?? 0;
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const isDue = hasNextPage && !isFetching && !isError && count < loadedByItself;
  // Syncs with the registry, which names the next page only in the last one. The count is a dependency because a page
  // may come so soon that no render has seen it being fetched.
  useEffect(() => {
    if (isDue && count >= 0) void fetchNextPage();
  }, [isDue, count, fetchNextPage]);
  if (pages === undefined || pages === sorted.pages) return sorted.names;
  const next = sortPages(sorted, pages, sort);
  setSorted(next);
  return next.names;
}

/**
 * The names of these pages in order. A page that comes last is sorted into the names that are sorted already: sorting
 * fifty thousand names from scratch takes longer than a frame, and there are hundreds of pages.
 */
export function sortPages(previous: SortedPages, pages: readonly Page[], sort: Sort): SortedPages {
  const isLonger =
    previous.pages.length <= pages.length && previous.pages.every((page, index) => page === pages[index]);
  const [names, start] = isLonger ? [previous.names, previous.pages.length] : [[], 0];
  return { pages, names: sort([...names, ...pages.slice(start).flatMap((page) => page.names)]) };
}

const byNumbers = new Intl.Collator('en', { numeric: true });

/** Names from the highest number to the lowest: `1.10` before `1.9`, words before both; each once. */
export function sortDescending(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((a, b) => byNumbers.compare(b, a) || (a < b ? 1 : -1));
}

/** Names from the lowest number to the highest: `app2` before `app10`; each once. */
export function sortAscending(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((a, b) => byNumbers.compare(a, b) || (a < b ? -1 : 1));
}
