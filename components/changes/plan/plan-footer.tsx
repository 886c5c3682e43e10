'use client';

import { clsx } from 'clsx';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { PutBack } from '#components/changes/request/use-plan-request.ts';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { TextField } from '#components/ui/fields';
import { runLabel } from '#lib/api/changes/plan-artifacts';
import type { PlanDocument, PlanRecordDocument } from '#lib/api/contract/plan-contract';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import type { PlanPhase } from './plan-phase.ts';
import { phaseNote } from './plan-phase.ts';
import { undoOf, whyNoUndo } from './run-undo.ts';

type PlanFooterProps = {
  readonly record: PlanRecordDocument;
  readonly phase: PlanPhase;
  readonly planning: {
    readonly isPending: boolean;
    readonly mutate: (request: PlanRequestDocument | PutBack) => void;
  };
  readonly cancel: { readonly isPending: boolean; readonly isSuccess: boolean; readonly mutate: () => void };
  readonly onResume: () => void;
  readonly onClose: () => void;
};

/** The buttons of a plan that was started: cancel, resume, plan again, or undo. */
export function PlanFooter({ phase, cancel, ...rest }: PlanFooterProps) {
  const isCancelling = cancel.isPending || cancel.isSuccess;
  return (
    <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-t border-line bg-surface px-4 py-3">
      <p className="mr-auto min-w-0 text-sm text-muted">{phaseNote(phase) || whyNoUndo(rest.record)}</p>
      {phase === 'running' ? (
        <Button onClick={() => cancel.mutate()} disabled={isCancelling}>
          {isCancelling ? 'Cancelling…' : 'Cancel'}
        </Button>
      ) : (
        <EndButtons phase={phase} {...rest} />
      )}
    </div>
  );
}

function EndButtons({ record, phase, planning, onResume, onClose }: Omit<PlanFooterProps, 'cancel'>) {
  return (
    <>
      <Button look="quiet" onClick={onClose}>
        Close
      </Button>
      {undoOf(record).map(({ label, about, request }) => (
        <Button
          key={about}
          disabled={planning.isPending}
          title={about}
          onClick={() => planning.mutate(request)}
        >
          {label}
        </Button>
      ))}
      {phase === 'outdated' ? (
        <Button
          look="primary"
          disabled={planning.isPending}
          onClick={() => planning.mutate(record.plan.request)}
        >
          {planning.isPending ? 'Planning…' : 'Plan again'}
        </Button>
      ) : null}
      {phase === 'resumable' ? (
        <Button look="primary" onClick={onResume}>
          Resume
        </Button>
      ) : null}
    </>
  );
}

type RunFormProps = {
  readonly plan: PlanDocument;
  readonly onRun: (confirm: string | undefined) => void;
  readonly onCancel: () => void;
};

/** Runs a plan; what cannot be undone is confirmed by typing its name. */
export function RunForm({ plan, onRun, onCancel }: RunFormProps) {
  const [typed, setTyped] = useState('');
  const isBlocked = plan.blockers.length > 0;
  const isConfirmed = plan.confirm === undefined || typed.trim() === plan.confirm;
  const isDanger = plan.action === 'delete' || plan.action === 'move';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed && !isBlocked) onRun(plan.confirm);
  };
  return (
    <form
      onSubmit={submit}
      className="flex shrink-0 flex-col gap-2.5 border-t border-line bg-surface px-4 py-3"
    >
      {plan.confirm === undefined || isBlocked ? null : (
        <div className="flex items-end gap-1">
          <div className="min-w-0 grow">
            <TextField
              name={
                <span className="break-words">
                  Type <b className="font-mono font-semibold break-all text-text">{plan.confirm}</b> to
                  confirm
                </span>
              }
              value={typed}
              onChange={setTyped}
            />
          </div>
          <CopyButton text={plan.confirm} label="Copy the text to type" className="my-0.5" />
        </div>
      )}
      <div className="flex items-center gap-2">
        <p className="mr-auto min-w-0 text-sm text-muted">
          {isBlocked ? 'Accept or resolve the notices above first.' : phaseNote('planned')}
        </p>
        {/* First for the tab key. */}
        <Button
          type="submit"
          look="primary"
          disabled={isBlocked || !isConfirmed}
          className={clsx('order-last', isDanger && 'border-bad! bg-bad!')}
        >
          {runLabel(plan)}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
