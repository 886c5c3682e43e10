import { LRUCache } from 'lru-cache';
import { ProblemError } from '#lib/api/problems/problem-error';
import { interruptedRun } from '#lib/server/plans/journal/journal';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import { personIdOf } from '#lib/server/sessions/session';
import type { PlanRecord, RunEvent } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run-context';
import { auditRefusal, changedRepositories } from './audit-events.ts';
import type { Caller, ChangesParts } from './changes-parts.ts';
import type { LiveRun, LiveRunOptions } from './live-run.ts';
import { startRun } from './live-run.ts';
import { createRunFeed, summarizeRun } from './run-feed.ts';

/** The runs of this process, each plan at most once at a time. */
export type Runs = {
  /**
   * Begins the run of a plan, resumes it, follows one that is live, or gives the events of one that is done.
   *
   * @throws ProblemError `plan-outdated`, `plan-blocked`, `plan-expired`, `confirmation-missing`, `cancelled`,
   *   `too-many-changes`, `disconnected`, and what keeps its beginning from being recorded
   */
  readonly begin: (request: RunRequest) => Promise<AsyncGenerator<readonly RunEvent[]>>;
  /** Resolves when the run has ended; false when there was none. */
  readonly cancel: (id: string) => Promise<boolean>;
  readonly find: (id: string) => Promise<LiveRun> | undefined;
  /** The record as it stands: a run that the journal calls running although it has ended is given its end. */
  readonly standing: (record: PlanRecord) => Promise<PlanRecord>;
  readonly isLive: (id: string) => boolean;
  /** Ends every run so that it can be resumed later, and begins none any more. */
  readonly stop: () => Promise<void>;
};

/** Who asks to run which plan, and what was typed to confirm it. */
type RunRequest = {
  readonly caller: Caller;
  readonly record: PlanRecord;
  readonly confirm: string | undefined;
};

type Entry = {
  readonly owner: string;
  readonly controller: AbortController;
  readonly live: Promise<LiveRun>;
};

/** No runs yet. */
export function createRuns(parts: ChangesParts): Runs {
  const entries = new Map<string, Entry>();
  const lastEnds = new LRUCache<string, PlanRecord>({ max: limits.recentPlansMax });
  let isStopping = false;

  const begin = async (request: RunRequest): Promise<AsyncGenerator<readonly RunEvent[]>> => {
    const { caller, record } = request;
    const { id } = record.plan;
    const other = entries.get(id);
    if (other !== undefined) return (await other.live).feed.follow();
    if (record.state === 'done') return replay({ ...record, state: 'done' });
    if (isStopping) throw stopping();
    const { owner } = caller.session;
    const own = [...entries.values()].filter((entry) => entry.owner === owner).length;
    if (own >= limits.runsAtOncePerSession) throw tooManyRuns();
    const controller = new AbortController();
    const live = checkAndStart(parts, request, {
      signal: controller.signal,
      isStopping: () => isStopping,
      onEnd: (ended) => {
        entries.delete(id);
        lastEnds.set(id, ended);
      },
    });
    entries.set(id, { owner, controller, live });
    live.catch(() => entries.delete(id));
    return (await live).feed.follow();
  };

  const cancel = async (id: string): Promise<boolean> => {
    const entry = entries.get(id);
    if (entry === undefined) return false;
    entry.controller.abort();
    const [start] = await Promise.allSettled([entry.live]);
    if (start.status === 'rejected') return false;
    await start.value.ended;
    return true;
  };

  const standing = async (record: PlanRecord): Promise<PlanRecord> => {
    const { id } = record.plan;
    if (record.state !== 'running' || entries.has(id) || (await parts.others.isLive(id))) return record;
    // It may have ended at another replica since the record was read.
    const latest = (await parts.journal.find(id))?.record ?? record;
    return latest.state === 'running' ? (lastEnds.get(id) ?? interrupted(latest)) : latest;
  };

  parts.others.join({ liveIds: () => [...entries.keys()], cancel });
  return {
    begin,
    cancel,
    find: (id) => entries.get(id)?.live,
    standing,
    isLive: (id) => entries.has(id),
    stop: async () => {
      isStopping = true;
      await Promise.all([...entries.keys()].map(cancel));
    },
  };
}

/** Starts a run that may be started; a refusal is audited. */
async function checkAndStart(
  parts: ChangesParts,
  { caller, record, confirm }: RunRequest,
  control: Pick<LiveRunOptions, 'signal' | 'isStopping' | 'onEnd'>,
): Promise<LiveRun> {
  const { plan } = record;
  const { signal, isStopping } = control;
  const { requestId, session } = caller;
  const actor = { requestId, owner: personIdOf(session), users: await usersOf(parts, caller, record) };
  const contextFor: LiveRunOptions['contextFor'] = (begin, until) =>
    parts.runContext(caller.session, { plan, signal: until, record: begin });
  try {
    assertRunnable(record, confirm, parts.now());
    const known = await withoutLostArchive(parts, record);
    const backups = await parts.journal.backups(plan.id);
    // Backups are restored first, even where the plan no longer fits: then the run checks the rest.
    if (backups.size === 0) await assertFits(parts, record, contextFor(refuseWrite, signal));
    if (isStopping()) throw stopping();
    if (signal.aborted) throw problemError('cancelled', 'The plan was cancelled before it started.');
    return await startRun(parts, { plan, known, backups, actor, contextFor, ...control });
  } catch (error) {
    throw error instanceof ProblemError ? await auditRefusal(parts, error, { plan, ...actor }) : error;
  }
}

/** What steps came to. One that wrote an archive which is not here is done again: nothing more is deleted without it. */
async function withoutLostArchive(
  { hasArchive }: ChangesParts,
  { plan, steps }: PlanRecord,
): Promise<PlanRecord['steps']> {
  const archive = plan.steps.find(({ verb }) => verb === 'archive');
  if (archive === undefined || steps[archive.id]?.state !== 'done') return steps;
  return (await hasArchive(plan.id)) ? steps : { ...steps, [archive.id]: { state: 'pending' } };
}

/** Refuses a plan that may not be run or resumed, as far as its record tells. */
function assertRunnable(record: PlanRecord, confirm: string | undefined, now: number): void {
  const { plan, state } = record;
  if (state === 'stopped') throw problemError('plan-outdated', record.reason ?? 'The plan no longer fits.');
  const [blocker] = plan.blockers;
  if (blocker !== undefined) throw problemError('plan-blocked', blocker.text);
  // A run that was begun was confirmed and in time: resuming it asks for neither again.
  if (state !== 'planned') return;
  if (Date.parse(plan.expires) <= now)
    throw problemError('plan-expired', `The plan expired at ${plan.expires}.`);
  if (plan.confirm !== undefined && plan.confirm !== confirm)
    throw problemError('confirmation-missing', `Type ${JSON.stringify(plan.confirm)} to confirm this plan.`);
}

/** Refuses a plan that no longer fits what is there, and records that it was stopped. */
async function assertFits(
  { recheckPlan, journal }: ChangesParts,
  { plan, steps }: PlanRecord,
  context: RunContext,
): Promise<void> {
  const change = await recheckPlan(plan, steps, context);
  if (change === undefined) return;
  const standing = { state: 'stopped', reason: change, code: 'plan-outdated' } as const;
  await journal.write(plan.id, { standing });
  throw problemError('plan-outdated', change);
}

/** By registry, the user name by which the session is known there. */
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

/** The record of a run whose process ended before it: what had begun has to be looked at again. */
function interrupted(record: PlanRecord): PlanRecord {
  const steps = Object.entries(record.steps).map(([id, step]) => {
    return [id, step.state === 'started' ? { ...step, state: 'pending' as const } : step] as const;
  });
  return { ...record, ...interruptedRun, steps: Object.fromEntries(steps) };
}

// The check whether a plan still fits must change nothing.
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
