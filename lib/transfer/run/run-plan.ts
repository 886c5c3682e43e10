import type { Channel } from '#lib/async/channel';
import { createChannel } from '#lib/async/channel';
import type { RunLimits } from '#lib/transfer/limits';
import { runLimits, transferLimits } from '#lib/transfer/limits';
import type { Plan, Step } from '#lib/transfer/plan';
import { readSmallBlob } from '#lib/transfer/read-small-blob';
import type { PlanRecord, RunEvent, StepRecord } from '#lib/transfer/record';
import type { ReadAhead } from '#lib/transfer/run/read-ahead';
import { createReadAhead } from '#lib/transfer/run/read-ahead';
import type { StepRunner } from '#lib/transfer/run/run-step';
import { runStep } from '#lib/transfer/run/run-step';
import type { Schedule } from '#lib/transfer/run/schedule';
import { createSchedule } from '#lib/transfer/run/schedule';
import type { StepStates } from '#lib/transfer/run/step-states';
import { createStepStates } from '#lib/transfer/run/step-states';
import type { RunContext } from '#lib/transfer/run-context';
import type { RunEnvironment } from '#lib/transfer/run-environment';
import { runEnvironment } from '#lib/transfer/run-environment';
import type { PlanOutdated } from '#lib/transfer/step-error';
import { changedBy } from '#lib/transfer/steps/perform-step';

type EndEvent = Extract<RunEvent, { type: 'end' }>;

/** A run in progress. */
type Run = {
  readonly plan: Plan;
  readonly states: StepStates;
  readonly runner: StepRunner;
  readonly events: Channel<RunEvent>;
  readonly readAhead: ReadAhead;
  /** Digests and tags that the registry has acknowledged and lost. */
  readonly lost: Set<string>;
  schedule: Schedule;
  outdated: PlanOutdated | undefined;
  repeats: number;
};

/**
 * Runs the unsettled steps of a plan and reports in batches; the last event is the end. A step starts as soon as its
 * dependencies are done, and many run at once. A step that fails holds back those that depend on it and all that
 * remove something; one that finds the plan outdated ends the run. A reader that stops reading cancels the run.
 */
export async function* runPlan(
  plan: Plan,
  known: PlanRecord['steps'],
  context: RunContext,
  limits: RunLimits = runLimits,
  environment: RunEnvironment = runEnvironment,
): AsyncGenerator<readonly RunEvent[], void> {
  const startedAt = environment.now();
  const abandoned = new AbortController();
  const signal = AbortSignal.any([context.signal, abandoned.signal]);
  const events = createChannel<RunEvent>();
  const states = createStepStates(plan.steps, known);
  const schedule = createSchedule(plan.steps, states.isSettled, limits);
  const report = (event: RunEvent) => void events.push(event);
  const runner = { context, limits, environment, signal, report };
  const readAhead = createReadAhead(
    plan.steps,
    states.isUntried,
    ({ from: { registry, repository }, blob }) =>
      readSmallBlob({ client: context.client(registry), repository, signal }, blob),
    limits,
  );
  const run: Run = {
    plan,
    states,
    runner,
    events,
    readAhead,
    schedule,
    lost: new Set(),
    outdated: undefined,
    repeats: 0,
  };
  try {
    for (;;) {
      startSteps(run);
      const batch = (await events.take()) ?? [];
      if (batch.length > 0) yield batch;
      else if (run.schedule.running() === 0 && !(await repeatLost(run))) break;
    }
  } finally {
    abandoned.abort();
    run.schedule.close();
    while (run.schedule.running() > 0) await events.take();
  }
  const milliseconds = Math.round(environment.now() - startedAt);
  yield [endEvent(run, context.signal.aborted, milliseconds)];
}

function startSteps(run: Run): void {
  const { runner, events, schedule, readAhead } = run;
  if (runner.signal.aborted || run.outdated !== undefined) schedule.close();
  while (events.size() < runner.limits.eventsWaitingMax) {
    const step = schedule.next();
    if (step === undefined) break;
    void perform(run, step);
  }
  if (!schedule.isClosed()) readAhead.advance();
  if (schedule.running() === 0) events.wake();
}

async function perform(run: Run, step: Step): Promise<void> {
  const { runner, states } = run;
  const start = { isFirstTry: states.isUntried(step), bytesAhead: run.readAhead.take(step) };
  setState(run, step, { state: 'started' });
  const { record, lost = [], outdated } = await runStep(step, runner, start);
  for (const selector of lost) run.lost.add(selector);
  run.outdated ??= outdated;
  const repository = changedBy(step);
  // Also after a failure: a step that was interrupted may have changed something.
  if (repository !== undefined && record.state !== 'skipped') runner.context.forget(repository);
  setState(run, step, record);
  run.schedule.finish(step, states.isSettled(step));
  startSteps(run);
}

function setState({ states, events }: Run, step: Step, record: StepRecord): void {
  states.set(step, record);
  events.push({ type: 'step', id: step.id, ...record });
}

/** Makes the steps pending again whose content a registry has lost; false when there are none, or too often. */
async function repeatLost(run: Run): Promise<boolean> {
  const { plan, runner, states } = run;
  const { limits, environment, signal } = runner;
  const { repeatsMax, repeatAfterMs } = transferLimits;
  const steps = stepsToRepeat(plan.steps, run.lost);
  const isOver = signal.aborted || run.outdated !== undefined || run.repeats === repeatsMax;
  if (steps.length === 0 || isOver) return false;
  run.repeats += 1;
  run.lost.clear();
  const reason = 'The registry lost the content of this step. The step runs again.';
  for (const step of steps) setState(run, step, { state: 'pending', reason });
  run.schedule = createSchedule(plan.steps, states.isSettled, limits);
  try {
    await environment.delay(repeatAfterMs * run.repeats, signal);
  } catch (error) {
    // A run that is cancelled during the wait starts no step, and ends like any other that is cancelled.
    if (!signal.aborted) throw error;
  }
  return true;
}

function endEvent(run: Run, isCancelled: boolean, milliseconds: number): EndEvent {
  const totals = run.states.totals();
  return { type: 'end', ...endState(totals, isCancelled, run.outdated), ...totals, milliseconds };
}

function endState(
  { failed, left }: Pick<EndEvent, 'failed' | 'left'>,
  isCancelled: boolean,
  outdated: PlanOutdated | undefined,
): Pick<EndEvent, 'state' | 'reason' | 'code'> {
  if (outdated !== undefined) return { state: 'stopped', code: outdated.code, reason: outdated.message };
  if (failed + left === 0) return { state: 'done' };
  if (isCancelled) return { state: 'cancelled' };
  if (failed > 0) return { state: 'failed' };
  const reason = 'The remaining steps wait for each other, or for steps that are not in the plan.';
  return { state: 'failed', code: 'internal', reason };
}

/**
 * The steps to run again after a registry has lost these digests and tags: those that push them, those that list them
 * for their subject, and the verification. Empty when no step pushes any of them.
 */
function stepsToRepeat(steps: readonly Step[], lost: ReadonlySet<string>): readonly Step[] {
  const pushing = steps.filter((step) => pushes(step, lost));
  if (pushing.length === 0) return [];
  const dependent = steps.filter((step) => step.verb === 'verify' || lists(step, lost));
  return [...pushing, ...dependent];
}

function pushes(step: Step, lost: ReadonlySet<string>): boolean {
  switch (step.verb) {
    case 'copy-blob':
    case 'push-blob':
      return lost.has(step.blob.digest);
    case 'copy-manifest':
    case 'push-manifest':
      return lost.has(step.manifest.digest);
    case 'tag':
      return lost.has(step.tag);
    case 'archive':
    case 'list-referrers':
    case 'unlist-referrers':
    case 'untag':
    case 'untag-by-placeholder':
    case 'delete-manifest':
    case 'verify':
      return false;
    default:
      return step satisfies never;
  }
}

function lists(step: Step, lost: ReadonlySet<string>): boolean {
  return step.verb === 'list-referrers' && step.referrers.some(({ digest }) => lost.has(digest));
}
