import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from '#components/ui/button';
import { problemOf } from '#components/ui/problem-of.ts';
import { ProblemPanel } from './problem-panel.tsx';

type NextPageButtonProps = {
  readonly query: Pick<
    UseInfiniteQueryResult,
    'error' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
  >;
};

/** The end of a list that comes page by page: why the next page did not come, and the button that asks for it. */
export function NextPageButton({ query }: NextPageButtonProps) {
  return (
    <>
      {query.error === null ? null : <ProblemPanel problem={problemOf(query.error)} className="m-4" />}
      {query.hasNextPage ? (
        <p className="px-4 py-3">
          <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            {query.isFetchingNextPage ? 'Loading…' : 'Show more'}
          </Button>
        </p>
      ) : null}
    </>
  );
}
