'use client';

import type { FormEvent, ReactNode, RefObject } from 'react';
import type { ChangeTarget } from '#components/changes/request/change-target.ts';
import { usePlanRequest } from '#components/changes/request/use-plan-request.ts';
import { Button } from '#components/ui/button';
import { Dialog, DialogFooter } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';

/** What every form is given. */
export type FormProps = {
  readonly target: ChangeTarget;
  readonly onClose: () => void;
  readonly onPlanned: (id: string) => void;
};

type FormDialogProps = {
  readonly title: string;
  readonly description: ReactNode;
  /** Undefined while the form is incomplete. */
  readonly request: PlanRequestDocument | undefined;
  readonly ends: Pick<FormProps, 'onClose' | 'onPlanned'>;
  /** The field that has to be filled; the first one when left out. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
};

/** A dialog that asks the server for a plan. */
export function FormDialog({ title, description, request, ends, initialFocus, children }: FormDialogProps) {
  const { onClose, onPlanned } = ends;
  const plan = usePlanRequest(onPlanned);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (request !== undefined && !plan.isPending) plan.mutate(request);
  };
  return (
    <Dialog
      title={title}
      description={description}
      isOpen
      {...(initialFocus === undefined ? {} : { initialFocus })}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <form data-wide onSubmit={submit} className="flex flex-col gap-4">
        {children}
        {plan.isError ? <ProblemPanel problem={problemOf(plan.error)} /> : null}
        <DialogFooter status="Nothing changes yet. You see the plan first.">
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" disabled={request === undefined || plan.isPending}>
            {plan.isPending ? 'Planning…' : 'Show the plan'}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
