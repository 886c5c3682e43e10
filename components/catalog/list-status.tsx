'use client';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from '#components/ui/button';
import { StateIcon } from '#components/ui/state-icon';
import type { Names } from '#lib/api/contract/registry-contract';

type ListStatusProps = {
  readonly query: Pick<
    UseInfiniteQueryResult<Pages>,
    'data' | 'isPending' | 'isError' | 'isFetching' | 'hasNextPage' | 'fetchNextPage'
  >;
  readonly shown: number;
  readonly total: number;
  readonly word: readonly [one: string, many: string];
  /** What else there is to say of them. */
  readonly note?: string;
};

type Pages = { readonly pages: readonly Names[] };

/** How many names there are, how many the filter leaves, and whether more are coming. */
export function ListStatus({ query, ...counts }: ListStatusProps) {
  const cut = incompleteReason(query.data);
  return (
    <>
      <p role="status" className="text-sm whitespace-nowrap text-muted max-sm:basis-full">
        {listCount(query, counts)}
      </p>
      {cut === undefined ? null : (
        <p className="flex min-w-0 items-center gap-1.5 text-sm text-warn">
          <StateIcon state="unknown" className="text-warn" />
          The list is incomplete: {cut}
        </p>
      )}
      {query.hasNextPage && !query.isFetching ? (
        <Button onClick={() => void query.fetchNextPage()}>Load more</Button>
      ) : null}
    </>
  );
}

type ListState = { readonly isPending: boolean; readonly isError: boolean; readonly isFetching: boolean };

/** How many names there are, in words. A list that failed tells no number: "0" would be an answer. */
export function listCount(
  { isPending, isError, isFetching }: ListState,
  { shown, total, word, note = '' }: Omit<ListStatusProps, 'query'>,
): string {
  if (isPending) return 'Loading…';
  const noun = total === 1 ? word[0] : word[1];
  const all = total.toLocaleString('en');
  const count = shown === total ? all : `${shown.toLocaleString('en')} of ${all}`;
  const text =
    isError && total === 0 ? `${noun}: not determined` : `${count} ${noun}${note}${isError ? ' so far' : ''}`;
  return isFetching ? `${text}, more are coming…` : text;
}

/** Why the list is incomplete; undefined when it is complete. A page that links back to an earlier one ends the list. */
export function incompleteReason(data: Pages | undefined): string | undefined {
  const pages = data?.pages ?? [];
  const cut = pages.find((page) => page.cut !== undefined)?.cut;
  const links = pages.flatMap(({ next }) => next ?? []);
  return cut ?? (new Set(links).size < links.length ? 'its pages link back to each other.' : undefined);
}
