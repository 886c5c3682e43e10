'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import { SignInButton } from '#components/ui/sign-in/sign-in-button';
import { useCountdown } from '#components/ui/use-countdown.ts';
import type { Problem } from '#lib/api/problems/problem';

type ProblemPanelProps = {
  readonly problem: Problem;
  readonly onRetry?: () => void;
  /** The registry to sign in to when the problem names none. */
  readonly registry?: string | undefined;
  readonly className?: string | undefined;
};

/** One failure, with the buttons that may solve it: sign in, and try again once the registry allows it. */
export function ProblemPanel({ problem, onRetry, registry, className }: ProblemPanelProps) {
  const wait = useCountdown(problem.retryAfterSeconds, problem);
  const host = problem.registry ?? registry;
  return (
    <ProblemNote problem={problem} className={className}>
      {problem.status === 401 && host !== undefined ? (
        <SignInButton
          host={host}
          look="primary"
          {...(problem.tokenServer === undefined
            ? { hint: problem.hint }
            : { tokenServer: problem.tokenServer })}
        />
      ) : null}
      {onRetry === undefined ? null : (
        <Button onClick={onRetry} disabled={wait > 0}>
          {wait > 0 ? `Try again in ${wait} s` : 'Try again'}
        </Button>
      )}
    </ProblemNote>
  );
}

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
