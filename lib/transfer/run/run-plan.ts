import { explainFailure } from '#lib/transfer/explain-refusal';
import type { RunLimits } from '#lib/transfer/limits';
import { runLimits } from '#lib/transfer/limits';
import type { Plan, Step } from '#lib/transfer/plan';
import type { PlanRecord, RunEvent, StepRecord } from '#lib/transfer/record';
import { createOutbox } from '#lib/transfer/run/outbox';
import { createSchedule } from '#lib/transfer/run/schedule';
import type { StepStates } from '#lib/transfer/run/step-states';
import { createStepStates } from '#lib/transfer/run/step-states';
import { stepsToRepeat } from '#lib/transfer/run/steps-to-repeat';
import type { RunContext, RunEnvironment } from '#lib/transfer/run-context';
import { runEnvironment } from '#lib/transfer/run-context';
import type { StepContext } from '#lib/transfer/step-context';
import { LostContent, PlanOutdated } from '#lib/transfer/step-error';
import { changedBy, performStep } from '#lib/transfer/steps/perform-step';

type End = Extract<RunEvent, { type: 'end' }>;
type Ending = Pick<End, 'state' | 'reason' | 'code'>;

const unforeseen = {
  code: 'internal',
  reason: 'Something went wrong here that no registry is to blame for. Run this again.',
} as const;

/**
 * Runs what is left of a plan, and tells of it in batches; the last event of all is its end. Steps run as soon as those
 * they wait for are done, many at once. A step that fails keeps back only what waits for it, and all that removes
 * something; one that finds the plan outdated ends the run. Whoever stops reading cancels it.
 */
export async function* runPlan(
  plan: Plan,
  known: PlanRecord['steps'],
  context: RunContext,
  limits: RunLimits = runLimits,
  world: RunEnvironment = runEnvironment,
): AsyncGenerator<readonly RunEvent[], void> {
  const startedAt = world.now();
  const book = createStepStates(plan.steps, known);
  let schedule = createSchedule(plan.steps, book.isSettled, limits);
  const outbox = createOutbox<RunEvent>();
  const abandoned = new AbortController();
  const signal = AbortSignal.any([context.signal, abandoned.signal]);
  let outdated: PlanOutdated | undefined;
  const lost = new Set<string>();
  let repeats = 0;

  const tell = (step: Step, record: StepRecord) => {
    book.note(step, record);
    outbox.put({ type: 'step', id: step.id, ...record });
  };

  const perform = async (step: Step): Promise<StepRecord> => {
    const onBytes = progressOf(step, limits, world, outbox.put);
    const { client, upload, archive, withLock, recorder } = context;
    const { delay, random, uuid } = world;
    const { checksAtOnce } = limits;
    const begin: StepContext['begin'] = (kept) => recorder.begin(step, kept);
    const tools = { client, upload, archive, withLock, begin, delay, random, uuid, checksAtOnce };
    const stepContext: StepContext = { ...tools, signal, onBytes };
    try {
      return await performStep(step, stepContext);
    } catch (error) {
      if (signal.aborted) return { state: 'pending' };
      if (error instanceof PlanOutdated) {
        outdated ??= error;
        return { state: 'failed', code: error.code, reason: error.message };
      }
      if (error instanceof LostContent) for (const one of error.lost) lost.add(one);
      const failure = explainFailure(error, step);
      if (failure === undefined) world.onError(error);
      return { state: 'failed', ...(failure ?? unforeseen) };
    }
  };

  const run = async (step: Step) => {
    tell(step, { state: 'started' });
    const record = await perform(step);
    const changed = changedBy(step);
    // Also after a failure: what broke off half way may have changed something.
    if (changed !== undefined && record.state !== 'skipped') context.forget(changed);
    tell(step, record);
    schedule.finish(step, book.isSettled(step));
    beginMore();
  };

  const beginMore = () => {
    if (signal.aborted || outdated !== undefined) schedule.close();
    while (outbox.size() < limits.eventsWaitingMax) {
      const step = schedule.next();
      if (step === undefined) break;
      void run(step);
    }
    if (schedule.running() === 0) outbox.wake();
  };

  /** Some registries acknowledge what they lose; what is missing at the end becomes work again. */
  const bringAgain = async (): Promise<boolean> => {
    const again = stepsToRepeat(plan.steps, lost);
    if (again.length === 0 || repeats === repeatsMax || signal.aborted || outdated !== undefined)
      return false;
    repeats += 1;
    lost.clear();
    for (const step of again)
      tell(step, { state: 'pending', reason: 'The registry lost it; it is done again.' });
    schedule = createSchedule(plan.steps, book.isSettled, limits);
    // Cancelled meanwhile, nothing begins any more, and the run ends as it does then.
    await world.delay(repeatAfterMs * repeats, signal).catch(() => undefined);
    return true;
  };

  try {
    for (;;) {
      beginMore();
      const batch = await outbox.take();
      if (batch.length > 0) yield batch;
      else if (schedule.running() === 0 && !(await bringAgain())) break;
    }
  } finally {
    abandoned.abort();
    schedule.close();
    while (schedule.running() > 0) await outbox.take();
  }
  const milliseconds = Math.round(world.now() - startedAt);
  const totals = book.totals();
  yield [{ type: 'end', ...endingOf(totals, context.signal.aborted, outdated), ...totals, milliseconds }];
}

function endingOf(
  { failed, left }: ReturnType<StepStates['totals']>,
  isCancelled: boolean,
  outdated: PlanOutdated | undefined,
): Ending {
  if (outdated !== undefined) return { state: 'stopped', code: outdated.code, reason: outdated.message };
  if (failed + left === 0) return { state: 'done' };
  if (isCancelled) return { state: 'cancelled' };
  if (failed > 0) return { state: 'failed' };
  const reason = 'The steps that are left wait for each other, or for steps that are not in the plan.';
  return { state: 'failed', code: 'internal', reason };
}

const repeatsMax = 3;
const repeatAfterMs = 250;

/** Hands on the bytes of a step, not more often than the limits say. */
function progressOf(
  { id }: Step,
  { progressEveryMs }: RunLimits,
  { now }: RunEnvironment,
  put: (event: RunEvent) => void,
): (bytes: number) => void {
  let toldAt = now();
  return (bytes) => {
    const at = now();
    if (at - toldAt < progressEveryMs) return;
    toldAt = at;
    put({ type: 'progress', id, bytes });
  };
}
