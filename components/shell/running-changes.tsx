'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { IconButton } from '#components/ui/button';
import { PageLink } from '#components/ui/page-link';
import { StateIcon } from '#components/ui/state-icon';
import { planRecordQuery, recentPlansQuery } from '#lib/api/changes/plan-queries';
import { onRunNews } from '#lib/api/changes/run-news';
import type { PlanList } from '#lib/api/contract/plan-contract';
import { showHidden } from '#lib/text/untrusted-text';
import type { WatchedRuns } from './watched-runs.ts';
import { endedText, noRuns, runningText, watchRuns, withoutEnded } from './watched-runs.ts';

const askAgainMs = 3000;
const watchedKey = ['watched-runs'];

/** The runs that go on, and how those ended that were seen running. It hangs below the header and moves nothing. */
export function RunningChanges() {
  const shown = useSearchParams().get('plan');
  const queries = useQueryClient();
  const { data } = useQuery({
    ...recentPlansQuery,
    refetchInterval: ({ state }) =>
      state.data?.plans.some((plan) => plan.state === 'running') === true ? askAgainMs : false,
  });
  // It outlives the header of one screen.
  const { data: watched } = useQuery<WatchedRuns>({
    queryKey: watchedKey,
    queryFn: () => noRuns,
    initialData: noRuns,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    const plans = data?.plans;
    if (plans !== undefined)
      queries.setQueryData<WatchedRuns>(watchedKey, (was) => watchRuns(was ?? noRuns, plans));
  }, [data, queries]);
  useEffect(() => onRunNews(() => void queries.invalidateQueries(recentPlansQuery)), [queries]);
  const dismiss = (id: string) =>
    queries.setQueryData<WatchedRuns>(watchedKey, (was) => withoutEnded(was ?? noRuns, id));
  // A plan that is on this screen tells of itself.
  const running = watched.running.filter(({ id }) => id !== shown);
  const ended = watched.ended.filter(({ id }) => id !== shown);
  if (running.length === 0 && ended.length === 0) return null;
  return (
    <ul
      aria-label="Running changes"
      className="absolute top-full left-1/2 z-40 flex max-w-[min(26rem,100vw)] -translate-x-1/2 flex-col rounded-b-md border border-t-0 border-line-strong bg-raised shadow-md"
    >
      {running.map((run) => (
        <Running key={run.id} run={run} />
      ))}
      {ended.map((run) => (
        <li key={run.id}>
          <div role="status" className="flex items-center gap-2 pr-1 pl-3">
            <StateIcon state={run.state === 'done' ? 'valid' : 'failed'} />
            <RunLink run={run} text={endedText(run)} onOpen={() => dismiss(run.id)} />
            <IconButton label="Dismiss" onClick={() => dismiss(run.id)}>
              <X size={14} aria-hidden="true" />
            </IconButton>
          </div>
        </li>
      ))}
    </ul>
  );
}

type RunProps = { readonly run: PlanList['plans'][number] };

function Running({ run }: RunProps) {
  const { data } = useQuery({ ...planRecordQuery(run.id), refetchInterval: askAgainMs });
  return (
    <li className="flex items-center gap-2 px-3">
      <StateIcon state="present" />
      <RunLink run={run} text={runningText(run, data)} />
    </li>
  );
}

type RunLinkProps = RunProps & { readonly text: string; readonly onOpen?: () => void };

function RunLink({ run, text, onOpen }: RunLinkProps) {
  return (
    <PageLink
      href={`/?plan=${encodeURIComponent(run.id)}`}
      title={showHidden(run.title)}
      onClick={onOpen}
      className="min-w-0 grow truncate py-1.5 font-medium whitespace-nowrap underline decoration-line-strong underline-offset-2"
    >
      {text}
    </PageLink>
  );
}
