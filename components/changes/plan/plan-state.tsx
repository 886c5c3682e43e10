import { clsx } from 'clsx';
import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import { StepIcon } from './step-icon.tsx';

type State = PlanRecordDocument['state'];

/** How far a plan is, in a word. */
export const planStateTexts = {
  planned: 'Plan',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  stopped: 'Stopped',
} as const satisfies Record<State, string>;

const looks = {
  planned: ['pending', 'text-muted'],
  running: ['started', 'text-accent'],
  done: ['done', 'text-ok'],
  failed: ['failed', 'text-bad'],
  cancelled: ['skipped', 'text-muted'],
  stopped: ['failed', 'text-bad'],
} as const satisfies Record<State, readonly [icon: string, colour: string]>;

/** How far a plan is, in a word with its icon. */
export function PlanState({ state }: { readonly state: State }) {
  const [icon, colour] = looks[state];
  return (
    <span className={clsx('inline-flex w-24 shrink-0 items-center gap-1.5 text-sm', colour)}>
      <span aria-hidden="true" className="inline-flex">
        <StepIcon state={icon} />
      </span>
      {planStateTexts[state]}
    </span>
  );
}
