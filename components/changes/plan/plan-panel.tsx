'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { IconButton } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';
import { PlanView } from './plan-view.tsx';
import type { PlanHandlers } from './run-outcome.ts';

type PlanPanelProps = PlanHandlers & { readonly id: string };

/** A plan, its run and its record. */
export function PlanPanel(props: PlanPanelProps) {
  const query = useQuery(livePlanQuery(props.id));
  return (
    <section aria-label="Plan" className="flex h-full min-h-0 flex-col overflow-y-auto">
      {query.isPending ? <SkeletonRows count={8} label="Loading the plan" className="h-11" /> : null}
      {query.isError && query.data === undefined ? (
        <div data-plan={props.id} tabIndex={-1} className="outline-none">
          <div className="flex justify-end p-2">
            <IconButton label="Close the plan" onClick={props.onClose}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          </div>
          <ProblemPanel
            problem={problemOf(query.error)}
            onRetry={() => void query.refetch()}
            className="mx-4"
          />
        </div>
      ) : null}
      {query.data === undefined ? null : <PlanView key={props.id} live={query.data} {...props} />}
    </section>
  );
}
