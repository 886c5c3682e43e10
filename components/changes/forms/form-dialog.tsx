'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import { toLivePlan } from '#lib/api/changes/live-plan';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';
import { createPlan } from '#lib/api/changes/plan-calls';
import type { PlanRequest } from '#lib/api/contract/plan-contract';

type FormDialogProps = {
  readonly title: string;
  readonly description: ReactNode;
  /** Undefined while something that is needed is not said yet. */
  readonly request: PlanRequest | undefined;
  readonly onClose: () => void;
  readonly onPlanned: (id: string) => void;
  readonly children: ReactNode;
};

/** A dialog that asks the server for a plan. */
export function FormDialog({ title, description, request, onClose, onPlanned, children }: FormDialogProps) {
  const plan = usePlanning(onPlanned);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (request !== undefined && !plan.isPending) plan.mutate(request);
  };
  return (
    <Dialog
      title={title}
      description={description}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <form data-wide onSubmit={submit} className="flex flex-col gap-4">
        {children}
        {plan.isError ? <ProblemPanel problem={problemOf(plan.error)} /> : null}
        <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-5 py-3">
          <p className="mr-auto text-sm text-muted">Nothing happens yet: the plan comes first.</p>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" disabled={request === undefined || plan.isPending}>
            {plan.isPending ? 'Planning…' : 'Show the plan'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks for a plan, puts it where the panel looks for it, and tells its name. */
export function usePlanning(onPlanned: (id: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: PlanRequest) => createPlan(request),
    onSuccess: (plan) => {
      const live = toLivePlan({ plan, state: 'planned', steps: {} });
      queries.setQueryData(livePlanQuery(plan.id).queryKey, live);
      void queries.invalidateQueries({ queryKey: ['plans'] });
      onPlanned(plan.id);
    },
  });
}
