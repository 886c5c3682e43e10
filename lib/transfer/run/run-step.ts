import { followSignal } from '#lib/async/timeout';
import { explainFailure } from '#lib/transfer/explain-refusal';
import type { RunLimits } from '#lib/transfer/limits';
import type { Step } from '#lib/transfer/plan';
import type { RunEvent, StepRecord } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run-context';
import type { RunEnvironment } from '#lib/transfer/run-environment';
import type { StepContext } from '#lib/transfer/step-context';
import { LostContent, PlanOutdated } from '#lib/transfer/step-error';
import { performStep } from '#lib/transfer/steps/perform-step';

/** What the steps of one run share; `signal` ends with the run. */
export type StepRunner = {
  readonly context: Omit<RunContext, 'signal'>;
  readonly limits: RunLimits;
  readonly environment: RunEnvironment;
  readonly signal: AbortSignal;
  readonly report: (event: RunEvent) => void;
};

/** How a step ended, and what that means for the whole run. */
export type StepResult = {
  readonly record: StepRecord;
  /** Digests and tags that the registry has acknowledged and lost. */
  readonly lost?: ReadonlySet<string>;
  /** Ends the run: the plan no longer fits the registry. */
  readonly outdated?: PlanOutdated;
};

const unforeseen = {
  code: 'internal',
  reason: 'Orrery has an internal error. The registry is not the cause. Run this again.',
} as const;

/** What the run knows of a step that it begins. */
type Start = Pick<StepContext, 'isFirstTry' | 'bytesAhead'>;

/** Performs a step and translates what it throws; a step that was cancelled is pending again. */
export async function runStep(step: Step, runner: StepRunner, start: Start): Promise<StepResult> {
  const { context, limits, environment, signal } = runner;
  const { client, upload, archive, withLock, recorder } = context;
  const { delay, random, uuid } = environment;
  const { checksAtOnce } = limits;
  const begin: StepContext['begin'] = (backups) => recorder.begin(step, backups);
  const onBytes = reportProgress(step, runner);
  const tools = { client, upload, archive, withLock, begin, delay, random, uuid, checksAtOnce };
  const own = followSignal(signal);
  try {
    return { record: await performStep(step, { ...tools, ...start, signal: own.signal, onBytes }) };
  } catch (error) {
    if (signal.aborted) return { record: { state: 'pending' } };
    if (error instanceof PlanOutdated)
      return { record: { state: 'failed', code: error.code, reason: error.message }, outdated: error };
    const failure = explainFailure(error, step);
    if (failure === undefined) environment.onError(error);
    const record: StepRecord = { state: 'failed', ...(failure ?? unforeseen) };
    return error instanceof LostContent ? { record, lost: error.lost } : { record };
  } finally {
    own.release();
  }
}

/** Reports the bytes of a step, at most once in `progressEveryMs`. */
function reportProgress({ id }: Step, runner: StepRunner): (bytes: number) => void {
  const { limits, environment, report } = runner;
  let reportedAt = environment.now();
  return (bytes) => {
    const now = environment.now();
    if (now - reportedAt < limits.progressEveryMs) return;
    reportedAt = now;
    report({ type: 'progress', id, bytes });
  };
}
