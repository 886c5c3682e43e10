import { clsx } from 'clsx';
import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import { StepIcon } from './step-icon.tsx';

type State = PlanRecordDocument['state'];

const words = {
  planned: ['Plan', 'pending', 'text-muted'],
  running: ['Under way', 'started', 'text-accent'],
  done: ['Done', 'done', 'text-ok'],
  failed: ['Failed', 'failed', 'text-bad'],
  cancelled: ['Cancelled', 'skipped', 'text-muted'],
  stopped: ['Stopped', 'failed', 'text-bad'],
} as const satisfies Record<State, readonly [string, string, string]>;

/** How far a plan has come, in a word with its sign. */
export function StateWord({ state }: { readonly state: State }) {
  const [word, sign, colour] = words[state];
  return (
    <span className={clsx('inline-flex w-24 shrink-0 items-center gap-1.5 text-sm', colour)}>
      <span aria-hidden="true" className="inline-flex">
        <StepIcon state={sign} />
      </span>
      {word}
    </span>
  );
}
