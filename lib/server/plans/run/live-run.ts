import { ProblemError } from '#lib/api/problems/problem-error';
import { RegistryError } from '#lib/registry/registry-error';
import { interruptedRun } from '#lib/server/plans/journal/journal';
import { getLog } from '#lib/server/platform/log';
import { getMetrics } from '#lib/server/platform/metrics';
import { problemError } from '#lib/server/platform/problem-error';
import type { Plan } from '#lib/transfer/plan';
import type { ManifestBackup, PlanRecord, RunEvent, StepRecord } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run-context';
import { restoreBackups } from '#lib/transfer/steps/manifest-backup';
import type { Actor } from './audit-events.ts';
import { runEvent } from './audit-events.ts';
import type { BeginStep, ChangesParts } from './changes-parts.ts';
import type { RunFeed } from './run-feed.ts';
import { createRunFeed, summarizeRun } from './run-feed.ts';
import type { RunLog } from './run-log.ts';
import { createRunLog } from './run-log.ts';

type End = Extract<RunEvent, { type: 'end' }>;
type Ending = Pick<End, 'state' | 'reason' | 'code'>;

/** A run on its way. It belongs to the server: its readers may leave. */
export type LiveRun = {
  readonly feed: RunFeed;
  /** Resolves when the run has ended and all is recorded; never rejects. */
  readonly ended: Promise<void>;
};

export type LiveRunOptions = {
  readonly plan: Plan;
  readonly known: PlanRecord['steps'];
  /** By step id, what an earlier run may have made a registry drop. */
  readonly backups: ReadonlyMap<string, readonly ManifestBackup[]>;
  readonly actor: Actor;
  readonly contextFor: (record: BeginStep, signal: AbortSignal) => RunContext;
  readonly signal: AbortSignal;
  /** True once the process is about to end. */
  readonly isStopping: () => boolean;
  /** Called before any reader learns of the end, so that a reader can run the plan again at once. */
  readonly onEnd: (record: PlanRecord) => void;
};

/** A run, and what its steps have come to. */
type Run = {
  readonly parts: ChangesParts;
  readonly options: LiveRunOptions;
  readonly records: Record<string, StepRecord>;
  readonly feed: RunFeed;
  readonly log: RunLog;
  /** Aborts when a person cancels the run, and when the log cannot be written. */
  readonly signal: AbortSignal;
  readonly startedAt: number;
};

/**
 * Begins a run. What a step is about to change stands in the journal and in the audit log before the registry hears of
 * it, and what it has come to stands there before any reader learns of it. When they cannot be written, no further step
 * begins.
 *
 * @throws ProblemError `journal-unwritable`, `audit-unwritable` or `disk-full` when the beginning cannot be recorded:
 *   nothing has happened then
 */
export async function startRun(parts: ChangesParts, options: LiveRunOptions): Promise<LiveRun> {
  const { plan, known, backups, actor } = options;
  const broken = new AbortController();
  const run: Run = {
    parts,
    options,
    records: { ...known },
    feed: createRunFeed(known),
    log: createRunLog(parts, plan, actor, (failure) => broken.abort(failure)),
    signal: AbortSignal.any([options.signal, broken.signal]),
    startedAt: parts.now(),
  };
  await parts.audit.append([runEvent(plan, { state: 'started' }, actor)]);
  // What an earlier run came to is known here even where its journal broke; a step that still has backups stays as it is.
  const steps = Object.entries(known).filter(([id]) => !backups.has(id));
  await parts.journal.write(plan.id, { steps, standing: { state: 'running' } });
  getMetrics().workBegan('run');
  const ended = work(run)
    .catch((error: unknown) => endingOfError(plan, error))
    .then((ending) => finish(run, ending));
  return { feed: run.feed, ended };
}

/** Restores what an earlier run lost, then works through the steps that are left. */
async function work(run: Run): Promise<Ending> {
  const { parts, options, log } = run;
  const { plan, known, backups, isStopping } = options;
  const context = options.contextFor(log.begin, run.signal);
  if (backups.size > 0) {
    await log.dropBackups(await restoreBackups(plan, backups, context));
    const change = await parts.recheckPlan(plan, known, context);
    if (change !== undefined) return { state: 'stopped', reason: change, code: 'plan-outdated' };
  }
  let end: Ending = { state: 'failed' };
  for await (const batch of parts.runPlan(plan, known, context)) {
    await settle(run, batch);
    end = batch.find((event) => event.type === 'end') ?? end;
  }
  return end.state === 'cancelled' && isStopping() ? interruptedRun : end;
}

/** Records what steps have come to, then tells the readers; the end is not theirs yet. */
async function settle(
  { parts, options, records, log, feed }: Run,
  batch: readonly RunEvent[],
): Promise<void> {
  const changed = batch.flatMap((event) => {
    if (event.type !== 'step') return [];
    const { type: _, id, ...record } = event;
    records[id] = record;
    return [[id, record] as const];
  });
  await log.settle(changed.filter(([, { state }]) => state !== 'started'));
  feed.put(batch.filter(({ type }) => type !== 'end'));
  parts.others.tellProgress(options.plan.id, batch);
}

async function finish(run: Run, ending: Ending): Promise<void> {
  const { parts, options, records, feed, startedAt } = run;
  const { plan } = options;
  const summary = summarizeRun({ plan, steps: records, ...ending }, parts.now() - startedAt);
  const end = await recordEnd(run, summary);
  const { state, reason, code } = end;
  getMetrics().workEnded('run', state);
  options.onEnd({
    plan,
    state,
    steps: records,
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
  });
  feed.put([end]);
  feed.close();
}

/** The end as it is recorded: failed when a part of the record could not be written. */
async function recordEnd({ parts, options, log }: Run, summary: End): Promise<End> {
  const { plan, actor } = options;
  const auditFailure =
    log.failure() ?? (await failureOf(plan, () => parts.audit.append([runEvent(plan, summary, actor)])));
  const end = auditFailure === undefined ? summary : { ...summary, ...endingOfProblem(auditFailure) };
  const journalFailure = await failureOf(plan, () => parts.journal.write(plan.id, { standing: end }));
  return journalFailure === undefined ? end : { ...end, ...endingOfProblem(journalFailure) };
}

async function failureOf(plan: Plan, write: () => Promise<void>): Promise<ProblemError | undefined> {
  try {
    await write();
    return undefined;
  } catch (err) {
    getLog().error({ err, plan: plan.id }, 'the end of a run could not be recorded');
    return err instanceof ProblemError
      ? err
      : problemError('internal', 'The end of the run was not recorded.');
  }
}

function endingOfError(plan: Plan, err: unknown): Ending {
  getLog().error({ err, plan: plan.id }, 'a run broke off');
  if (err instanceof ProblemError) return endingOfProblem(err);
  return err instanceof RegistryError
    ? { state: 'failed', code: err.code, reason: err.message }
    : { state: 'failed' };
}

function endingOfProblem({ problem }: ProblemError): Ending {
  return { state: 'failed', code: problem.code, reason: `${problem.detail} No further step started.` };
}
