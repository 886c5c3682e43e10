'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { IconButton } from '#components/ui/button';
import { focusPage } from '#components/ui/focus-page.ts';
import { PageLink } from '#components/ui/page-link';
import { StateIcon } from '#components/ui/state-icon';
import { planRecordQuery, recentPlansQuery } from '#lib/api/changes/plan-queries';
import { refreshAfterChange } from '#lib/api/changes/refresh-after-change';
import { madeBy } from '#lib/api/changes/run-made';
import { onRunNews } from '#lib/api/changes/run-news';
import type { PlanList } from '#lib/api/contract/plan-contract';
import { textPath } from '#lib/oci/location';
import { showHidden } from '#lib/text/untrusted-text';
import { useLeaving } from './use-leaving.ts';
import type { WatchedRuns } from './watched-runs.ts';
import { endedText, hasEnded, noRuns, runningText, watchRuns, withoutEnded } from './watched-runs.ts';

const askAgainMs = 3000;
const watchedKey = ['watched-runs'];

/**
 * How the run ended that was seen running last, else the one that goes on; the others are a link away. It stands in the
 * header, where nothing lies under it, and what it says stays in the list of changes of the first page.
 */
export function RunningChanges() {
  const { running, ended, dismiss } = useWatchedRuns();
  const last = ended.at(-1);
  const run = last ?? running[0];
  const isHeld = last === undefined || last.state !== 'done';
  const holding = useLeaving(last?.id, isHeld, dismiss);
  const others = running.length + ended.length - 1;
  return (
    <>
      <span role="status" className="sr-only">
        {last === undefined ? '' : endedText(last)}
      </span>
      {run === undefined ? null : (
        <section
          aria-label="Last change"
          data-notice=""
          {...holding}
          onKeyDown={({ key, currentTarget }) => {
            if (key !== 'Escape' || last === undefined) return;
            if (currentTarget.contains(document.activeElement)) focusPage();
            dismiss(last.id);
          }}
          className="order-last flex h-8 min-w-0 items-center gap-2 rounded-md border border-line-strong bg-raised pr-1 pl-2.5 max-xl:basis-full xl:order-none xl:max-w-[30rem]"
        >
          {last === undefined ? <Running key={run.id} run={run} /> : <Ended key={last.id} run={last} />}
          {others > 0 ? (
            <PageLink
              href="/#changes"
              className="shrink-0 text-muted underline decoration-line-strong underline-offset-2 hover:text-text"
            >
              {others} more
            </PageLink>
          ) : null}
          {last === undefined ? null : (
            <IconButton label="Close the notice" onClick={() => dismiss(last.id)}>
              <X size={14} aria-hidden="true" />
            </IconButton>
          )}
        </section>
      )}
    </>
  );
}

/** The runs that go on, and how those ended that were seen running; it outlives the header of one screen. */
function useWatchedRuns() {
  const shown = useSearchParams().get('plan');
  const queries = useQueryClient();
  const { data } = useQuery({
    ...recentPlansQuery,
    refetchInterval: ({ state }) =>
      state.data?.plans.some((plan) => plan.state === 'running') === true ? askAgainMs : false,
  });
  const { data: watched } = useQuery<WatchedRuns>({
    queryKey: watchedKey,
    queryFn: () => noRuns,
    initialData: noRuns,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  // Syncs what is remembered of runs with the list of the server.
  useEffect(() => {
    if (data === undefined) return;
    const was = queries.getQueryData<WatchedRuns>(watchedKey) ?? noRuns;
    const now = watchRuns(was, data.plans, shown);
    queries.setQueryData<WatchedRuns>(watchedKey, now);
    // Also where the page that began it is gone, or was another tab.
    if (hasEnded(was, now)) refreshAfterChange(queries);
  }, [data, queries, shown]);
  // Syncs with the other tabs of this browser.
  useEffect(() => onRunNews(() => void queries.invalidateQueries(recentPlansQuery)), [queries]);
  const dismiss = useCallback(
    (id: string) => queries.setQueryData<WatchedRuns>(watchedKey, (was) => withoutEnded(was ?? noRuns, id)),
    [queries],
  );
  // A plan that is on this screen tells of itself.
  return { running: watched.running.filter(({ id }) => id !== shown), ended: watched.ended, dismiss };
}

type RunProps = { readonly run: PlanList['plans'][number] };

function Running({ run }: RunProps) {
  const { data } = useQuery({ ...planRecordQuery(run.id), refetchInterval: askAgainMs });
  return (
    <>
      <StateIcon state="present" />
      <RunLink run={run} text={runningText(run, data)} />
    </>
  );
}

function Ended({ run }: RunProps) {
  const { data } = useQuery({ ...planRecordQuery(run.id), enabled: run.state === 'done' });
  const made = data === undefined ? undefined : madeBy(data);
  return (
    <>
      <StateIcon state={run.state === 'done' ? 'valid' : run.state === 'cancelled' ? 'none' : 'failed'} />
      <RunLink run={run} text={endedText(run)} />
      {made === undefined ? null : (
        <PageLink
          href={textPath(made.reference)}
          title={made.reference}
          className="shrink-0 font-medium underline decoration-line-strong underline-offset-2"
        >
          Open
        </PageLink>
      )}
    </>
  );
}

type RunLinkProps = RunProps & { readonly text: string };

/** Leads to the record; where it is too long, what comes last is cut, and its tooltip has it whole. */
function RunLink({ run, text }: RunLinkProps) {
  return (
    <PageLink
      href={`/?plan=${encodeURIComponent(run.id)}`}
      title={showHidden(run.title)}
      className="min-w-0 grow truncate underline decoration-line-strong underline-offset-2"
    >
      {text}
    </PageLink>
  );
}
