'use client';
import { clsx } from 'clsx';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { TextField } from '#components/ui/fields';
import type { PlanDocument } from '#lib/api/contract/plan-contract';
import { phaseNote } from './plan-phase.ts';

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
        <TextField
          name={
            <span className="flex min-w-0 items-center gap-1">
              <span className="min-w-0 break-words">
                Type <b className="font-mono font-semibold break-all text-text">{plan.confirm}</b> to confirm
              </span>
              <CopyButton text={plan.confirm} label="Copy the text to type" />
            </span>
          }
          value={typed}
          onChange={setTyped}
        />
      )}
      <div className="flex items-center gap-2">
        <p className="mr-auto min-w-0 text-sm text-muted">
          {isBlocked ? 'Settle the notices above first.' : phaseNote('planned')}
        </p>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          type="submit"
          look="primary"
          disabled={isBlocked || !isConfirmed}
          className={clsx(isDanger && 'border-bad! bg-bad!')}
        >
          Run
        </Button>
      </div>
    </form>
  );
}
