'use client';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { IconButton } from '#components/ui/button';
import { SkeletonRows } from '#components/ui/placeholder';
import { ProblemPanel, problemOf } from '#components/ui/problem-panel';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';
import type { Digest } from '#lib/oci/digest';
import { PlanView } from './plan/plan-view.tsx';
import type { Outcome } from './run/outcome.ts';

export type PlanPanelProps = {
  readonly id: string;
  readonly onClose: () => void;
  /** Another plan takes the place of this one. */
  readonly onPlanned: (id: string) => void;
  /** What was asked of the registry before is old now. */
  readonly onEnd?: (outcome: Outcome) => void;
  readonly onSelect?: (digest: Digest) => void;
};

/** A plan, its run and its record: one place for all of them. */
export function PlanPanel(props: PlanPanelProps) {
  const query = useQuery(livePlanQuery(props.id));
  return (
    <section aria-label="Plan" className="flex h-full min-h-0 flex-col">
      {query.isPending ? <SkeletonRows count={8} label="The plan is being read" className="h-11" /> : null}
      {query.isError && query.data === undefined ? (
        <>
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
        </>
      ) : null}
      {query.data === undefined ? null : <PlanView key={props.id} live={query.data} {...props} />}
    </section>
  );
}
