import type { PlanRecordDocument, RunEventDocument } from '#lib/api/contract/plan-contract';
import { apiLimits } from '#lib/api/limits';

type Sample = { readonly at: number; readonly bytes: number; readonly steps: number };

/** A record that grows while its plan is run, with what is needed to tell how fast. */
export type LivePlan = {
  readonly record: PlanRecordDocument;
  /** Bytes and steps that were ready at moments of the last seconds, oldest first. */
  readonly samples: readonly Sample[];
  readonly end?: RunEnd | undefined;
};

type RunEnd = Extract<RunEventDocument, { type: 'end' }>;
type StepRecords = PlanRecordDocument['steps'];

export function toLivePlan(record: PlanRecordDocument): LivePlan {
  return { record, samples: [] };
}

/** The plan after these lines of its run; `now` is the time they came, in milliseconds. */
export function addEvents(live: LivePlan, events: readonly RunEventDocument[], now: number): LivePlan {
  const steps: Record<string, StepRecords[string]> = { ...live.record.steps };
  let end: RunEnd | undefined;
  for (const event of events) {
    if (event.type === 'end') {
      end = event;
    } else if (event.type === 'progress') {
      steps[event.id] = { ...(steps[event.id] ?? { state: 'started' }), bytes: event.bytes };
    } else {
      const { type: _, id, ...step } = event;
      steps[id] = step;
    }
  }
  const { reason: _reason, code: _code, ...known } = live.record;
  const record: PlanRecordDocument = {
    ...known,
    steps,
    state: end?.state ?? 'running',
    ...(end?.reason === undefined ? {} : { reason: end.reason }),
    ...(end?.code === undefined ? {} : { code: end.code }),
  };
  const sample = { at: now, bytes: movedBytes(steps), steps: finishedSteps(steps) };
  return {
    record,
    end,
    samples: [...live.samples.filter(({ at }) => now - at <= apiLimits.speedSpanMs), sample],
  };
}

/** How far a run has come, and how long it may take; speed and time are undefined until there is something to tell them from. */
export type RunProgress = {
  readonly finished: number;
  readonly failed: number;
  readonly total: number;
  readonly bytes: number;
  readonly bytesPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
  /** From 0 to 1. */
  readonly share: number;
};

/** By bytes where there are bytes to move, by steps where there are none. */
export function progressOf({ record, samples }: LivePlan): RunProgress {
  const { plan, steps } = record;
  const bytes = movedBytes(steps);
  const finished = finishedSteps(steps);
  const failed = Object.values(steps).filter(({ state }) => state === 'failed').length;
  const total = plan.steps.length;
  const bytesLeft = plan.steps.reduce((sum, step) => sum + leftOf(step.bytes, steps[step.id]), 0);
  const first = samples[0];
  const last = samples.at(-1);
  const seconds = first === undefined || last === undefined ? 0 : (last.at - first.at) / 1000;
  const rate = (part: 'bytes' | 'steps') =>
    seconds < 1 || first === undefined || last === undefined ? 0 : (last[part] - first[part]) / seconds;
  const [left, speed] = bytesLeft > 0 ? [bytesLeft, rate('bytes')] : [total - finished, rate('steps')];
  const known = bytes + bytesLeft;
  return {
    ...{ finished, failed, total, bytes },
    bytesPerSecond: rate('bytes') > 0 ? rate('bytes') : undefined,
    secondsLeft: speed > 0 ? Math.ceil(left / speed) : undefined,
    share: total === 0 ? 1 : known > 0 ? (bytes / known + finished / total) / 2 : finished / total,
  };
}

function movedBytes(steps: StepRecords): number {
  return Object.values(steps).reduce((sum, step) => sum + (step.bytes ?? 0), 0);
}

function finishedSteps(steps: StepRecords): number {
  return Object.values(steps).filter(({ state }) => state === 'done' || state === 'skipped').length;
}

function leftOf(planned: number | undefined, step: StepRecords[string] | undefined): number {
  if (planned === undefined || step?.state === 'done' || step?.state === 'skipped') return 0;
  return Math.max(0, planned - (step?.bytes ?? 0));
}
