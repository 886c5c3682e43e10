import type { QueryKey, UseQueryOptions } from '@tanstack/react-query';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TableRows } from './table-rows.ts';
import { pagesInSight } from './table-rows.ts';

/** A page of rows as a server answers it. */
type RowPage = { readonly total: number; readonly rows: readonly unknown[] };

/** Asks for the page behind the first `offset` rows. */
type PageQuery<Page, Key extends QueryKey> = (offset: number) => UseQueryOptions<Page, Error, Page, Key>;

/** Rows that are loaded page by page, those in sight only. */
type PagedRows<Page extends RowPage> = {
  readonly rows: TableRows<Page['rows'][number]>;
  /** The first page, or the one of the list before while another list loads. */
  readonly first: Page | undefined;
  /** Another list is being loaded; what is shown is the one before. */
  readonly isOld: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
};

/** Rows of a list of any length; `id` tells one list from another, `pageSize` is how many rows a page has. */
export function usePagedRows<Page extends RowPage, Key extends QueryKey>(
  id: string,
  pageSize: number,
  pageQuery: PageQuery<Page, Key>,
): PagedRows<Page> {
  const [sight, setSight] = useState({ id, first: 0, last: 0 });
  const { first: top, last: bottom } = sight.id === id ? sight : { first: 0, last: 0 };
  const pages = pagesInSight(top, bottom, pageSize);
  const first = useQuery({ ...pageQuery(0), placeholderData: keepPreviousData });
  const others = useQueries({ queries: pages.map((page) => pageQuery(page * pageSize)) });
  const loaded = new Map(pages.map((page, at) => [page, others[at]?.data]));
  loaded.set(0, first.data);
  const onRange = (from: number, to: number) => {
    const isSame = (at: number, old: number) => Math.floor(at / pageSize) === Math.floor(old / pageSize);
    if (sight.id !== id || !isSame(from, top) || !isSame(to, bottom)) setSight({ id, first: from, last: to });
  };
  const failed = [first, ...others].find(({ isError }) => isError);
  return {
    rows: {
      id,
      total: first.data?.total ?? 0,
      rowAt: (index) => loaded.get(Math.floor(index / pageSize))?.rows[index % pageSize],
      onRange,
    },
    first: first.data,
    isOld: first.isPlaceholderData,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
