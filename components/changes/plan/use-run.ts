import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import type { LivePlan } from '#lib/api/changes/live-plan';
import { addEvents, progressOf } from '#lib/api/changes/live-plan';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';
import { refreshAfterChange } from '#lib/api/changes/refresh-after-change';
import { streamRun } from '#lib/api/changes/stream-run';
import type { Problem } from '#lib/api/problems/problem';
import type { RunOutcome } from './run-outcome.ts';
import { runOutcome } from './run-outcome.ts';

export type Run = {
  readonly isRunning: boolean;
  /** Why it could not start, or why its events stopped. */
  readonly problem: Problem | undefined;
  start(): void;
};

/**
 * Runs a plan, or follows one that runs already. Its events go into the cached record; `onEnd` gets the outcome for the
 * screen.
 */
export function useRun({ record }: LivePlan, onEnd: ((outcome: RunOutcome) => void) | undefined): Run {
  const [attempt, setAttempt] = useState(0);
  const queries = useQueryClient();
  const { id, confirm } = record.plan;
  const isAlready = record.state === 'running';
  const run = useQuery({
    queryKey: ['plan-run', id, attempt],
    queryFn: async ({ signal }) => {
      const { queryKey } = livePlanQuery(id);
      for await (const events of streamRun(id, { signal, ...(confirm === undefined ? {} : { confirm }) })) {
        queries.setQueryData(queryKey, (current) => current && addEvents(current, events, Date.now()));
      }
      const live = queries.getQueryData(queryKey);
      if (live !== undefined) onEnd?.(runOutcome(live.record));
      refreshAfterChange(queries);
      return live === undefined ? null : progressOf(live).finished;
    },
    enabled: attempt > 0 || isAlready,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return {
    isRunning: run.fetchStatus === 'fetching',
    problem: run.error === null ? undefined : problemOf(run.error),
    start: () => setAttempt(attempt + 1),
  };
}
