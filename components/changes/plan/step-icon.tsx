import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';

type StepState = PlanRecordDocument['steps'][string]['state'];

const looks = {
  pending: { text: 'waiting', colour: 'text-faint', shape: <circle cx="8" cy="8" r="5.500" /> },
  started: {
    text: 'running',
    colour: 'text-accent',
    shape: (
      <>
        <circle cx="8" cy="8" r="5.500" strokeDasharray="3 2.400" />
        <circle cx="8" cy="8" r="2.200" fill="currentColor" stroke="none" />
      </>
    ),
  },
  done: {
    text: 'done',
    colour: 'text-ok',
    shape: <path d="m3.600 8.300 3 3 5.800-6.600" strokeWidth="1.900" />,
  },
  skipped: { text: 'not needed', colour: 'text-muted', shape: <path d="M4 5l3 3-3 3M8.500 5l3 3-3 3" /> },
  failed: {
    text: 'failed',
    colour: 'text-bad',
    shape: <path d="m4.200 4.200 7.600 7.600m0-7.600-7.600 7.600" strokeWidth="1.900" />,
  },
} as const satisfies Record<StepState, unknown>;

/** The state of a step, by a shape and a word as well as a colour. */
export function StepIcon({ state = 'pending' }: { readonly state?: StepState | undefined }) {
  const { text, colour, shape } = looks[state];
  return (
    <span className={`shrink-0 ${colour}`}>
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.500"
        aria-hidden="true"
      >
        {shape}
      </svg>
      <span className="sr-only">{text}</span>
    </span>
  );
}
