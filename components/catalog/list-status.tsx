'use client';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from '#components/ui/button';

type ListStatusProps = {
  readonly query: Pick<UseInfiniteQueryResult, 'isPending' | 'isFetching' | 'hasNextPage' | 'fetchNextPage'>;
  readonly shown: number;
  readonly total: number;
  readonly word: readonly [one: string, many: string];
  /** What else there is to say of them. */
  readonly note?: string;
};

/** How many names there are, how many the filter leaves, and whether more are coming. */
export function ListStatus({ query, shown, total, word, note = '' }: ListStatusProps) {
  const noun = total === 1 ? word[0] : word[1];
  const count =
    shown === total
      ? total.toLocaleString('en')
      : `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return (
    <>
      <p role="status" className="text-sm whitespace-nowrap text-muted max-sm:basis-full">
        {query.isPending ? 'Asking…' : `${count} ${noun}${note}`}
        {query.isFetching && !query.isPending ? ', more are coming…' : ''}
      </p>
      {query.hasNextPage && !query.isFetching ? (
        <Button onClick={() => void query.fetchNextPage()}>Load more</Button>
      ) : null}
    </>
  );
}
