import type { Step } from '#lib/transfer/plan';
import type { PlanRecord, RunEvent, StepRecord } from '#lib/transfer/record';

/** How far each step of a plan has come. */
export type StepStates = {
  readonly isSettled: (step: Step) => boolean;
  /** Whether no run has begun it, as far as the record says. */
  readonly isUntried: (step: Step) => boolean;
  readonly set: (step: Step, record: StepRecord) => void;
  readonly totals: () => Totals;
};

type Totals = Pick<Extract<RunEvent, { type: 'end' }>, 'done' | 'skipped' | 'failed' | 'left' | 'bytes'>;

/** The states of these steps, starting from those of an earlier run. */
export function createStepStates(steps: readonly Step[], known: PlanRecord['steps']): StepStates {
  const records = new Map(Object.entries(known));
  // The content may have changed after an earlier verification, and a move deletes its source next: verify again.
  if (steps.some(({ id }) => !isSettledState(known[id])))
    for (const { id, verb } of steps) if (verb === 'verify') records.delete(id);
  return {
    isSettled: ({ id }) => isSettledState(records.get(id)),
    isUntried: ({ id }) => !records.has(id),
    set: ({ id }, record) => void records.set(id, record),
    totals: () => {
      const totals = { done: 0, skipped: 0, failed: 0, left: 0, bytes: 0 };
      for (const { id } of steps) {
        const { state, bytes = 0 } = records.get(id) ?? { state: 'pending' };
        totals[state === 'pending' || state === 'started' ? 'left' : state] += 1;
        totals.bytes += bytes;
      }
      return totals;
    },
  };
}

/** Whether a step needs no further run: it is done, or was skipped. Undefined stands for a pending step. */
export function isSettledState(record: StepRecord | undefined): boolean {
  return record?.state === 'done' || record?.state === 'skipped';
}
