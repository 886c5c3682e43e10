import { clsx } from 'clsx';
import { StrokeIcon } from '#components/ui/stroke-icon';
import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';

type State = PlanRecordDocument['state'];

/** How far a plan is, in a word. */
const planStateTexts = {
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

type StepState = PlanRecordDocument['steps'][string]['state'];

const stepLooks = {
  pending: { text: 'waiting', colour: 'text-faint', shape: <circle cx="8" cy="8" r="5.5" /> },
  started: {
    text: 'running',
    colour: 'text-accent',
    shape: (
      <>
        <circle cx="8" cy="8" r="5.5" strokeDasharray="3 2.4" />
        <circle cx="8" cy="8" r="2.2" fill="currentColor" stroke="none" />
      </>
    ),
  },
  done: {
    text: 'done',
    colour: 'text-ok',
    shape: <path d="m3.6 8.3 3 3 5.8-6.6" strokeWidth="1.9" />,
  },
  skipped: { text: 'not needed', colour: 'text-muted', shape: <path d="M4 5l3 3-3 3M8.5 5l3 3-3 3" /> },
  failed: {
    text: 'failed',
    colour: 'text-bad',
    shape: <path d="m4.2 4.2 7.6 7.600m0-7.6-7.6 7.6" strokeWidth="1.9" />,
  },
} as const satisfies Record<StepState, unknown>;

/** The state of a step, by a shape and a word as well as a colour. */
export function StepIcon({ state = 'pending' }: { readonly state?: StepState | undefined }) {
  const { text, colour, shape } = stepLooks[state];
  return (
    <>
      <StrokeIcon className={colour}>{shape}</StrokeIcon>
      <span className="sr-only">{text}</span>
    </>
  );
}
