import type { ProblemError } from '#lib/api/problems/problem-error';
import type { PlanSummary } from '#lib/server/plans/journal/journal';
import { auditRefusal } from '#lib/server/plans/run/audit-events';
import type { Caller, ChangesParts } from '#lib/server/plans/run/changes-parts';
import { withRecordProblems } from '#lib/server/plans/run/record-problem';
import { createRuns } from '#lib/server/plans/run/runs';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import { createSharedRateLimit } from '#lib/server/platform/shared-rate-limit';
import type { Plan } from '#lib/transfer/plan';
import type { PlanRequest } from '#lib/transfer/plan-request';
import type { PlanRecord, RunEvent } from '#lib/transfer/record';

/** Plans and their runs, each for the session that made it; those of nobody's session are everybody's. Every call may throw a ProblemError. */
export type Changes = {
  readonly plan: (caller: Caller, request: PlanRequest, signal: AbortSignal) => Promise<Plan>;
  readonly recent: (caller: Caller) => Promise<readonly PlanSummary[]>;
  readonly find: (caller: Caller, id: string) => Promise<PlanRecord>;
  /** Begins a run, resumes it, or follows it; a reader that leaves does not end it. */
  readonly run: (
    caller: Caller,
    id: string,
    confirm: string | undefined,
  ) => Promise<AsyncGenerator<readonly RunEvent[]>>;
  /** Resolves when the run has ended; a plan that was not begun is removed. */
  readonly cancel: (caller: Caller, id: string) => Promise<void>;
  /** Ends every run so that it can be resumed later; resolves when all is recorded. */
  readonly stop: () => Promise<void>;
};

/** Changes over these parts. */
export function createChanges(given: ChangesParts): Changes {
  const parts = withRecordProblems(given);
  const { journal } = parts;
  const runs = createRuns(parts);
  const limitRate = createChangeRateLimit();

  const find = async ({ session }: Caller, id: string): Promise<PlanRecord> => {
    const entry = await journal.find(id);
    if (entry === undefined || !(entry.owner === '' || entry.owner === session.owner)) throw unknownPlan();
    return await runs.standing(entry.record);
  };

  return {
    find,
    plan: async (caller, request, signal) => {
      await limitRate(caller);
      if (parts.isReadOnly()) throw await auditReadOnly(parts, caller, request.action);
      const plan = await parts.makePlan(caller.session, request, signal);
      await journal.add(caller.session.owner, plan);
      return plan;
    },
    recent: async ({ session }) => {
      const owners = [...new Set([session.owner, ''])];
      const summaries = await journal.recent(owners, limits.recentPlansMax);
      const isLive = async (id: string) => runs.isLive(id) || (await parts.others.isLive(id));
      return await Promise.all(
        summaries.map(async (summary) =>
          summary.state === 'running' && !(await isLive(summary.id))
            ? ({ ...summary, state: 'failed' } as const)
            : summary,
        ),
      );
    },
    run: async (caller, id, confirm) => {
      const record = await find(caller, id);
      const live = runs.find(id);
      if (live !== undefined) return (await live).feed.follow();
      if (record.state === 'running' && (await parts.others.isLive(id))) return parts.others.follow(id);
      await limitRate(caller);
      if (parts.isReadOnly()) throw await auditReadOnly(parts, caller, record.plan.action);
      return await runs.begin({ caller, record, confirm });
    },
    cancel: async (caller, id) => {
      const { state } = await find(caller, id);
      if (await runs.cancel(id)) return;
      if (state === 'running') return await parts.others.cancel(id);
      if (state === 'planned') await journal.remove(id);
    },
    stop: runs.stop,
  };
}

/** There is no such plan for this session; whether it is another's is not said. */
export function unknownPlan(): ProblemError {
  const hint =
    'Plans that were not started are removed after a while; GET /api/plans lists the plans there are.';
  return problemError('not-found', 'There is no plan of this id.', { hint });
}

function createChangeRateLimit(): (caller: Caller) => Promise<void> {
  const attempt = createSharedRateLimit('changes', { max: limits.changesMax, perMs: limits.changesPerMs });
  return async ({ session }) => {
    const retryAfterSeconds = await attempt(session.owner);
    if (retryAfterSeconds === undefined) return;
    const detail = `More than ${limits.changesMax} plans were made or begun within a minute.`;
    throw problemError('too-many-changes', detail, { retryAfterSeconds });
  };
}

function auditReadOnly(parts: ChangesParts, caller: Caller, action: Plan['action']): Promise<ProblemError> {
  const refusal = problemError('read-only', 'Orrery is read-only and makes no plans.');
  return auditRefusal(parts, refusal, { action, caller });
}
