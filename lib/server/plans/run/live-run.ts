import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import { RegistryError } from '#lib/registry/registry-error';
import { interruptedRun } from '#lib/server/plans/journal/journal';
import { getLog } from '#lib/server/platform/log';
import type { Plan } from '#lib/transfer/plan';
import type { ManifestBackup, PlanRecord, RunEvent, StepRecord } from '#lib/transfer/record';
import { restoreBackups } from '#lib/transfer/run/restore-backups';
import type { RunContext } from '#lib/transfer/run-context';
import type { Actor } from './audit-events.ts';
import { runEvent } from './audit-events.ts';
import type { BeginStep, ChangesParts } from './changes-parts.ts';
import type { RunFeed } from './run-feed.ts';
import { createRunFeed } from './run-feed.ts';
import { createRunLog } from './run-log.ts';
import { summarizeRun } from './summarize-run.ts';

type End = Extract<RunEvent, { type: 'end' }>;
type Ending = Pick<End, 'state' | 'reason' | 'code'>;

/** A run on its way. It belongs to the server: whoever listens may leave. */
export type LiveRun = {
  readonly feed: RunFeed;
  /** Resolves when it has ended and all is written; never rejects. */
  readonly ended: Promise<void>;
};

export type LiveRunOptions = {
  readonly plan: Plan;
  readonly known: PlanRecord['steps'];
  /** By step id, what an earlier run may have made a registry drop. */
  readonly kept: ReadonlyMap<string, readonly ManifestBackup[]>;
  readonly actor: Actor;
  readonly contextFor: (record: BeginStep, signal: AbortSignal) => RunContext;
  readonly signal: AbortSignal;
  /** True once the process is about to end. */
  readonly isStopping: () => boolean;
  /** Called before anybody hears of the end, so that who hears of it can go on at once. `record` is what became of it. */
  readonly onEnd: (record: PlanRecord) => void;
};

/**
 * Begins a run. What a step is about to change stands in the journal and in the audit log before the registry hears of
 * it, and what it has come to stands there before anybody else does. When they cannot be written, nothing more begins.
 *
 * @throws ProblemError when its beginning cannot be written: nothing has happened then
 */
export async function startRun(parts: ChangesParts, options: LiveRunOptions): Promise<LiveRun> {
  const { plan, known, kept, actor, signal, isStopping } = options;
  const { journal, audit } = parts;
  const records: Record<string, StepRecord> = { ...known };
  const feed = createRunFeed(known);
  const broken = new AbortController();
  const startedAt = parts.now();
  const log = createRunLog(parts, plan, actor, (failure) => broken.abort(failure));

  const keep = async (batch: readonly RunEvent[]) => {
    const changed = batch.flatMap((event) => {
      if (event.type !== 'step') return [];
      const { type: _, id, ...record } = event;
      records[id] = record;
      return [[id, record] as const];
    });
    await log.settle(changed.filter(([, { state }]) => state !== 'started'));
    feed.put(batch.filter(({ type }) => type !== 'end'));
  };

  const finish = async (ending: Ending) => {
    let end = summarizeRun({ plan, steps: records, ...ending }, parts.now() - startedAt);
    const failWith = (failure: ProblemError) => {
      end = { ...end, ...failedBy(failure) };
    };
    const before = log.failure();
    if (before !== undefined) failWith(before);
    else await tried(plan, () => audit.append([runEvent(plan, end, actor)]), failWith);
    await tried(plan, () => journal.write(plan.id, { standing: end }), failWith);
    const { state, reason, code } = end;
    options.onEnd({
      plan,
      state,
      steps: records,
      ...(reason === undefined ? {} : { reason }),
      ...(code === undefined ? {} : { code }),
    });
    feed.put([end]);
    feed.close();
  };

  const work = async (): Promise<Ending> => {
    const context = options.contextFor(log.begin, AbortSignal.any([signal, broken.signal]));
    if (kept.size > 0) {
      await log.forgetKept(await restoreBackups(plan, kept, context));
      const change = await parts.recheckPlan(plan, known, context);
      if (change !== undefined) return { state: 'stopped', reason: change, code: 'plan-outdated' };
    }
    let end: Ending = { state: 'failed' };
    for await (const batch of parts.runPlan(plan, known, context)) {
      await keep(batch);
      end = batch.find((event) => event.type === 'end') ?? end;
    }
    return end.state === 'cancelled' && isStopping() ? interruptedRun : end;
  };

  const failed = (err: unknown): Ending => {
    getLog().error({ err, plan: plan.id }, 'a run broke');
    if (err instanceof ProblemError) return failedBy(err);
    return err instanceof RegistryError
      ? { state: 'failed', code: err.code, reason: err.message }
      : { state: 'failed' };
  };

  await audit.append([runEvent(plan, { state: 'started' }, actor)]);
  await journal.write(plan.id, { standing: { state: 'running' } });
  return { feed, ended: work().catch(failed).then(finish) };
}

function failedBy({ problem }: ProblemError): Ending {
  const reason = `${problem.detail} Nothing more was begun.`;
  return { state: 'failed', code: problem.code, reason };
}

async function tried(plan: Plan, write: () => Promise<void>, onFailure: (failure: ProblemError) => void) {
  try {
    await write();
  } catch (err) {
    getLog().error({ err, plan: plan.id }, 'the end of a run could not be written down');
    onFailure(err instanceof ProblemError ? err : unforeseen());
  }
}

function unforeseen(): ProblemError {
  return new ProblemError(
    makeProblem('internal', 'The end of the run was not written down.', { requestId: '' }),
  );
}
