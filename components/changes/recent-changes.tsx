'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { PackageOpen, TriangleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { PlanState } from '#components/changes/plan/plan-state';
import { deletionReason } from '#components/changes/request/change-reason.ts';
import { useChangeLimits } from '#components/changes/request/use-change-limits.ts';
import { Button } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import { SkeletonRows } from '#components/ui/placeholder';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import { cancelPlan } from '#lib/api/changes/plan-calls';
import { recentPlansQuery } from '#lib/api/changes/plan-queries';
import type { PlanList } from '#lib/api/contract/plan-contract';
import { formatAge } from '#lib/text/format';
import { shortTarget } from '#lib/text/short-target';
import { showHidden } from '#lib/text/untrusted-text';
import { ChangeDialog } from './change-dialog.tsx';

const runsShown = 8;

/** The latest runs, the plans that were not run behind them, and the button to import an archive. */
export function RecentChanges() {
  const [isImporting, setImporting] = useState(false);
  const reason = deletionReason(useChangeLimits());
  const router = useRouter();
  return (
    <section aria-labelledby="changes">
      <div className="mb-2 flex min-h-[30px] items-center gap-3">
        <h2 id="changes" className="grow text-xs font-semibold tracking-[0.6px] text-faint uppercase">
          Changes
        </h2>
        <PageLink href="/admin" className="text-sm text-muted underline-offset-2 hover:underline">
          Audit log
        </PageLink>
        {reason === undefined ? (
          <Button onClick={() => setImporting(true)}>
            <PackageOpen size={14} aria-hidden="true" /> Import an archive…
          </Button>
        ) : (
          <p className="text-sm text-muted">{reason}</p>
        )}
      </div>
      <Changes />
      {isImporting ? (
        <ChangeDialog
          action="import"
          onClose={() => setImporting(false)}
          onPlanned={(id) => {
            setImporting(false);
            router.push(`/?plan=${encodeURIComponent(id)}`);
          }}
        />
      ) : null}
    </section>
  );
}

function Changes() {
  const query = useQuery({ ...recentPlansQuery, refetchOnMount: 'always' });
  return (
    <QueryState
      query={query}
      skeleton={<SkeletonRows count={2} label="Loading the changes" className="h-11" />}
    >
      {({ plans, auditBreak }) => (
        <>
          {auditBreak === undefined ? null : <AuditBroken {...auditBreak} />}
          <Plans plans={plans} />
        </>
      )}
    </QueryState>
  );
}

type AuditBrokenProps = { readonly line: number; readonly reason: string };

function AuditBroken({ line, reason }: AuditBrokenProps) {
  return (
    <div
      role="alert"
      className="mb-2 flex gap-3 rounded-md border border-line border-l-3 border-l-bad bg-sunken px-3.5 py-3"
    >
      <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0">
        <p className="font-semibold">The audit log was altered</p>
        <p className="mt-0.5 break-words text-muted">{line === 0 ? reason : `Row ${line}: ${reason}`}</p>
        <p className="mt-1.5">
          Rows before that line are reliable. The{' '}
          <PageLink href="/admin" className="underline underline-offset-2">
            audit log
          </PageLink>{' '}
          checks again, as does <code className="font-mono">npm run audit:check</code>.
        </p>
      </div>
    </div>
  );
}

type PlansProps = { readonly plans: PlanList['plans'] };

function Plans({ plans }: PlansProps) {
  const drafts = plans.filter(({ state }) => state === 'planned');
  const runs = plans.filter(({ state }) => state !== 'planned');
  return (
    <>
      {runs.length > 0 ? (
        <ChangeList plans={runs.slice(0, runsShown)} />
      ) : (
        <p className="px-2.5 py-2 text-muted">
          No changes yet. Open an artifact and choose Change. You see a plan first.
        </p>
      )}
      {drafts.length === 0 ? null : <Drafts plans={drafts} />}
    </>
  );
}

/** The plans that nobody has run, folded: looking at a plan changes nothing. */
function Drafts({ plans }: PlansProps) {
  const client = useQueryClient();
  const discard = useMutation({
    mutationFn: async () => {
      for (const { id } of plans) await cancelPlan(id);
    },
    onSettled: () => client.invalidateQueries(recentPlansQuery),
  });
  return (
    <details className="mt-1">
      <summary className="cursor-pointer rounded-md px-2.5 py-2 text-muted hover:bg-sunken">
        {plans.length === 1 ? '1 plan, not run' : `${plans.length} plans, not run`}
      </summary>
      <ChangeList plans={plans} />
      <div className="flex flex-wrap items-center gap-3 px-2.5 py-1.5">
        <Button disabled={discard.isPending} onClick={() => discard.mutate()}>
          {plans.length === 1 ? 'Discard it' : 'Discard all of them'}
        </Button>
        {discard.error === null ? null : <ProblemNote problem={problemOf(discard.error)} />}
      </div>
    </details>
  );
}

function ChangeList({ plans }: PlansProps) {
  return (
    <ul>
      {plans.map(({ id, title, state, created }) => (
        <li key={id}>
          <PageLink
            href={`/?plan=${encodeURIComponent(id)}`}
            title={showHidden(title)}
            className="flex min-h-11 items-center gap-x-3 rounded-md px-2.5 py-1.5 hover:bg-sunken max-sm:flex-wrap"
          >
            <PlanState state={state} />
            <span className="min-w-0 grow truncate max-sm:order-last max-sm:basis-full">
              {shortTarget(showHidden(title))}
            </span>
            <span className="ml-auto shrink-0 text-sm text-faint">{formatAge(created, Date.now())}</span>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
