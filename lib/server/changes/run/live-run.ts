import { setImmediate as turn } from 'node:timers/promises';
import { makeProblem } from '#lib/api/problem';
import { ProblemError } from '#lib/api/problem-error';
import type { ChangesParts } from '#lib/server/changes/changes-parts';
import { interrupted } from '#lib/server/changes/journal/interrupted';
import type { Actor } from '#lib/server/changes/run/audit-events';
import { runEvent, stepEvent } from '#lib/server/changes/run/audit-events';
import { endOf } from '#lib/server/changes/run/end-of';
import type { RunFeed } from '#lib/server/changes/run/run-feed';
import { createRunFeed } from '#lib/server/changes/run/run-feed';
import type { BeforeWrite } from '#lib/server/changes/run/write-gate';
import { createWriteGate } from '#lib/server/changes/run/write-gate';
import { getLog } from '#lib/server/log';
import type { Plan, Step } from '#lib/transfer/plan';
import type { PlanRecord, RunEvent, StepRecord } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run/run-context';

type End = Extract<RunEvent, { type: 'end' }>;
type StepEvent = Extract<RunEvent, { type: 'step' }>;

/** A run on its way. It belongs to the server: whoever listens may leave. */
export type LiveRun = {
  readonly feed: RunFeed;
  /** Resolves when it has ended and all is written; never rejects. */
  readonly ended: Promise<void>;
};

export type LiveRunOptions = {
  readonly plan: Plan;
  readonly known: PlanRecord['steps'];
  readonly actor: Actor;
  readonly contextFor: (beforeWrite: BeforeWrite, signal: AbortSignal) => RunContext;
  readonly signal: AbortSignal;
  /** True once the process is about to end. */
  readonly isStopping: () => boolean;
  /** Called before anybody hears of the end, so that who hears of it can go on at once. */
  readonly onEnd: () => void;
};

/**
 * Begins a run. What a step is about to change stands in the journal and in the audit log before the registry hears of
 * it, and what it has come to stands there before anybody else does. When they cannot be written, nothing more is changed.
 */
export function startRun(parts: ChangesParts, options: LiveRunOptions): LiveRun {
  const { plan, known, actor, signal, isStopping } = options;
  const { journal, audit } = parts;
  const steps = new Map<string, Step>(plan.steps.map((step) => [step.id, step]));
  const records: Record<string, StepRecord> = { ...known };
  const feed = createRunFeed(known);
  const broken = new AbortController();
  const startedAt = parts.now();
  let failure: ProblemError | undefined;

  const guarded = (code: 'audit-unwritable' | 'internal', write: () => void) => {
    try {
      write();
    } catch (err) {
      getLog().error({ err, plan: plan.id }, 'a change could not be written down');
      failure ??= unwritable(code);
      broken.abort(failure);
    }
  };

  const tellAudit = (events: readonly StepEvent[]) => {
    if (failure !== undefined) return;
    const rows = events.flatMap(({ type: _, id, ...record }) => {
      const step = steps.get(id);
      const row = step && stepEvent(plan, step, record, actor);
      return row === undefined ? [] : [row];
    });
    if (rows.length > 0) guarded('audit-unwritable', () => audit.append(rows));
  };

  const keep = (batch: readonly RunEvent[]) => {
    const told = batch.filter((event) => event.type === 'step');
    for (const { type: _, id, ...record } of told) records[id] = record;
    const changed = told.map(({ type: _, id, ...record }) => [id, record] as const);
    if (changed.length > 0) guarded('internal', () => journal.write(plan.id, changed));
    tellAudit(told);
    feed.put(batch.filter(({ type }) => type !== 'end'));
  };

  const finish = (told: End | undefined) => {
    const end = settle(told ?? endOf({ plan, steps: records, state: 'failed' }, parts.now() - startedAt));
    if (failure === undefined) guarded('audit-unwritable', () => audit.append([runEvent(plan, end, actor)]));
    const last = settle(end);
    guarded('internal', () => journal.write(plan.id, [], last));
    options.onEnd();
    feed.put([last]);
    feed.close();
  };

  const settle = (end: End): End => {
    if (failure !== undefined) {
      const { code, detail } = failure.problem;
      return { ...end, state: 'failed', code, reason: detail };
    }
    return end.state === 'cancelled' && isStopping() ? { ...end, ...interrupted } : end;
  };

  const work = async () => {
    let end: End | undefined;
    try {
      const gate = createWriteGate(() => failure);
      const context = options.contextFor(gate, AbortSignal.any([signal, broken.signal]));
      for await (const batch of parts.runPlan(plan, known, context)) {
        keep(batch);
        end = batch.find((event) => event.type === 'end') ?? end;
        // Steps that end at about the same time share one transaction.
        await turn();
      }
    } catch (err) {
      getLog().error({ err, plan: plan.id }, 'a run broke');
    }
    finish(end);
  };

  // Thrown here, while nothing has happened: the request is refused.
  try {
    audit.append([runEvent(plan, { state: 'started' }, actor)]);
  } catch (cause) {
    throw new ProblemError(unwritable('audit-unwritable').problem, { cause });
  }
  journal.write(plan.id, [], { state: 'running' });
  return { feed, ended: work() };
}

function unwritable(code: 'audit-unwritable' | 'internal'): ProblemError {
  const book = code === 'internal' ? 'journal' : 'audit log';
  const detail = `The ${book} could not be written, so nothing more was changed.`;
  return new ProblemError(makeProblem(code, detail, { requestId: '' }));
}
