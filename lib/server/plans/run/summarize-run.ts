import type { PlanRecord, RunEvent } from '#lib/transfer/record';

type End = Extract<RunEvent, { type: 'end' }>;
type Ended = Pick<PlanRecord, 'plan' | 'steps' | 'reason' | 'code'> & { readonly state: End['state'] };

/** The end of a run: how many of its steps came to what, and how many bytes were moved. */
export function summarizeRun({ plan, state, steps, reason, code }: Ended, milliseconds: number): End {
  const records = plan.steps.map(({ id }) => steps[id] ?? { state: 'pending' as const });
  const count = (name: string) => records.filter((step) => step.state === name).length;
  return {
    type: 'end',
    state,
    done: count('done'),
    skipped: count('skipped'),
    failed: count('failed'),
    left: count('pending') + count('started'),
    bytes: records.reduce((sum, step) => sum + ('bytes' in step ? (step.bytes ?? 0) : 0), 0),
    milliseconds: Math.round(milliseconds),
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
  };
}
