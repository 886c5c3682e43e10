import { LRUCache } from 'lru-cache';
import { ProblemError } from '#lib/api/problems/problem-error';
import { interruptedRun } from '#lib/server/plans/journal/journal';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import type { PlanRecord, RunEvent } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run-context';
import { auditRefusal, changedRepositories } from './audit-events.ts';
import type { Caller, ChangesParts } from './changes-parts.ts';
import type { LiveRun, LiveRunOptions } from './live-run.ts';
import { startRun } from './live-run.ts';
import { createRunFeed } from './run-feed.ts';
import { summarizeRun } from './summarize-run.ts';

type Entry = {
  readonly owner: string;
  readonly controller: AbortController;
  readonly live: Promise<LiveRun>;
};

/** The runs of this process, each plan at most once at a time. */
export function createRuns(parts: ChangesParts) {
  const entries = new Map<string, Entry>();
  const lastEnds = new LRUCache<string, PlanRecord>({ max: limits.recentPlansMax });
  let isStopping = false;

  const start = async (
    caller: Caller,
    record: PlanRecord,
    confirm: string | undefined,
    signal: AbortSignal,
  ) => {
    const { plan, steps: known } = record;
    const actor = { requestId: caller.requestId, users: await usersOf(parts, caller, record) };
    const contextFor: LiveRunOptions['contextFor'] = (record, until) =>
      parts.runContext(caller.session, { plan, signal: until, record });
    try {
      judgeRun(record, confirm, parts.now());
      const kept = await parts.journal.kept(plan.id);
      // What was dropped is put back first, even where the plan no longer fits: then the run checks the rest.
      if (kept.size === 0) await refuseOutdated(record, contextFor(refuseWrite, signal));
      if (isStopping) throw stopping();
      if (signal.aborted) throw problemError('cancelled', 'The plan was cancelled before it began.');
      return await startRun(parts, {
        plan,
        known,
        kept,
        actor,
        contextFor,
        signal,
        isStopping: () => isStopping,
        onEnd: (ended) => {
          entries.delete(plan.id);
          lastEnds.set(plan.id, ended);
        },
      });
    } catch (error) {
      throw error instanceof ProblemError ? await auditRefusal(parts, error, { plan, ...actor }) : error;
    }
  };

  const refuseOutdated = async ({ plan, steps }: PlanRecord, context: RunContext) => {
    const change = await parts.recheckPlan(plan, steps, context);
    if (change === undefined) return;
    const standing = { state: 'stopped', reason: change, code: 'plan-outdated' } as const;
    await parts.journal.write(plan.id, { standing });
    throw problemError('plan-outdated', change);
  };

  const begin = async (
    caller: Caller,
    record: PlanRecord,
    confirm: string | undefined,
  ): Promise<AsyncGenerator<readonly RunEvent[]>> => {
    if (record.state === 'done') return replay({ ...record, state: 'done' });
    if (isStopping) throw stopping();
    const { owner } = caller.session;
    const own = [...entries.values()].filter((entry) => entry.owner === owner).length;
    if (own >= limits.runsAtOncePerSession) throw tooManyRuns();
    const { id } = record.plan;
    const controller = new AbortController();
    const live = start(caller, record, confirm, controller.signal);
    entries.set(id, { owner, controller, live });
    live.catch(() => entries.delete(id));
    return (await live).feed.follow();
  };

  const cancel = async (id: string): Promise<boolean> => {
    const entry = entries.get(id);
    if (entry === undefined) return false;
    entry.controller.abort();
    const live = await entry.live.catch(() => undefined);
    await live?.ended;
    return live !== undefined;
  };

  return {
    begin,
    cancel,
    find: (id: string): Promise<LiveRun> | undefined => entries.get(id)?.live,
    /** The record of a run that the journal has as running: what it came to where that could not be written. */
    standing: (record: PlanRecord): PlanRecord => {
      if (record.state !== 'running' || entries.has(record.plan.id)) return record;
      return lastEnds.get(record.plan.id) ?? { ...record, ...interruptedRun };
    },
    isLive: (id: string): boolean => entries.has(id),
    stop: async () => {
      isStopping = true;
      await Promise.all([...entries.keys()].map(cancel));
    },
  };
}

/** By registry, as whom the session is known there. */
async function usersOf({ userOf }: ChangesParts, { session }: Caller, { plan }: PlanRecord) {
  const registries = [...new Set(changedRepositories(plan).map(({ registry }) => registry))];
  const users = registries.map(async (registry) => [registry, await userOf(session, registry)] as const);
  return new Map(await Promise.all(users));
}

async function* replay(record: PlanRecord & { readonly state: 'done' }) {
  const feed = createRunFeed(record.steps);
  feed.put([summarizeRun(record, 0)]);
  feed.close();
  yield* feed.follow();
}

// Looking whether a plan still fits must change nothing.
async function refuseWrite(): Promise<never> {
  throw new Error('A write was tried before its run had begun.');
}

function stopping(): ProblemError {
  return problemError('disconnected', 'Orrery is about to end.');
}

function tooManyRuns(): ProblemError {
  const detail = `${limits.runsAtOncePerSession} plans are running already.`;
  return problemError('too-many-changes', detail, { retryAfterSeconds: 5 });
}

/** Throws the reason why a plan may not be run, or not go on, as far as its record tells. */
export function judgeRun(record: PlanRecord, confirm: string | undefined, now: number): void {
  const { plan, state } = record;
  if (state === 'stopped') throw problemError('plan-outdated', record.reason ?? 'The plan no longer fits.');
  const [blocker] = plan.blockers;
  if (blocker !== undefined) throw problemError('plan-blocked', blocker.text);
  // Confirmed and in time is what was begun: going on with it asks for neither again.
  if (state !== 'planned') return;
  if (Date.parse(plan.expires) <= now)
    throw problemError('plan-expired', `The plan was good until ${plan.expires}.`);
  if (plan.confirm !== undefined && plan.confirm !== confirm)
    throw problemError('confirmation-missing', `Type ${JSON.stringify(plan.confirm)} to confirm this plan.`);
}
