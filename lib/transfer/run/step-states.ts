import type { Step } from '#lib/transfer/plan';
import type { PlanRecord, RunEvent, StepRecord } from '#lib/transfer/record';

/** How far each step of a plan has come. */
export type StepStates = {
  readonly isSettled: (step: Step) => boolean;
  readonly note: (step: Step, record: StepRecord) => void;
  readonly totals: () => Totals;
};

type Totals = Pick<Extract<RunEvent, { type: 'end' }>, 'done' | 'skipped' | 'failed' | 'left' | 'bytes'>;

/** A book that goes on from what is known. */
export function createStepStates(steps: readonly Step[], known: PlanRecord['steps']): StepStates {
  const records = new Map(Object.entries(known));
  // What was checked in an earlier run may have changed since, and what is left relies on it: a move deletes next.
  if (steps.some(({ id }) => !isSettledState(known[id])))
    for (const { id, verb } of steps) if (verb === 'verify') records.delete(id);
  return {
    isSettled: ({ id }) => isSettledState(records.get(id)),
    note: ({ id }, record) => void records.set(id, record),
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

/** Whether a step need not be run again. */
export function isSettledState(record: StepRecord | undefined): boolean {
  return record?.state === 'done' || record?.state === 'skipped';
}
