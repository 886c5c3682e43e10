'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import { ProblemPanel } from './problem-panel.tsx';

type QueryStateProps<T> = {
  readonly query: UseQueryResult<T>;
  /** Shown until the data comes. */
  readonly skeleton: ReactNode;
  /** The registry to sign in to when the problem names none. */
  readonly registry?: string;
  /** Classes of the panel that shows a problem. */
  readonly className?: string;
  readonly children: (data: T) => ReactNode;
};

/** The data of a query, or a skeleton while it loads. A problem is shown above the data that did load. */
export function QueryState<T>({ query, skeleton, registry, className, children }: QueryStateProps<T>) {
  if (query.isPending) return skeleton;
  return (
    <>
      {query.isError ? (
        <ProblemPanel
          problem={problemOf(query.error)}
          onRetry={() => void query.refetch()}
          registry={registry}
          className={className}
        />
      ) : null}
      {query.data === undefined ? null : children(query.data)}
    </>
  );
}
