import { fakePlan } from '#e2e/fakes/fake-plan';
import type { AuditLogEvent } from '#lib/server/plans/audit/audit-row';
import type { Changes } from '#lib/server/plans/changes';
import { openJournal } from '#lib/server/plans/journal/open-journal';
import type { ChangesParts } from '#lib/server/plans/run/changes-parts';
import { noOtherReplicas } from '#lib/server/plans/run/other-replicas';
import { summarizeRun } from '#lib/server/plans/run/run-feed';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import type { Plan, Step } from '#lib/transfer/plan';
import type { PlanRequest } from '#lib/transfer/plan-request';
import type { PlanRecord, RunEvent, StepRecord } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run-context';

type Work = (step: Step, signal: AbortSignal) => Promise<void>;

export type FakeChangesOptions = {
  readonly plan?: Partial<Plan>;
  readonly steps?: number;
  readonly work?: Work;
  readonly change?: () => string | undefined;
  readonly journal?: ChangesParts['journal'];
  readonly others?: ChangesParts['others'];
  readonly now?: () => number;
  readonly isReadOnly?: boolean;
  readonly hasArchive?: () => boolean;
  /** Called before a row is written; throws when it cannot be. */
  readonly onAudit?: (event: AuditLogEvent) => void;
};

/** Somebody who asks, in a session of their own or in nobody's. */
export function fakeCaller(owner = '') {
  return { session: { credentials: createCredentialStore(), owner }, requestId: 'request' } as const;
}

/** Parts of changes over a plan of some steps, which are worked off one by one; and the rows that were audited. */
export function fakeParts(options: FakeChangesOptions = {}) {
  const rows: AuditLogEvent[] = [];
  let count = 0;
  const parts: ChangesParts = {
    journal: options.journal ?? openJournal(':memory:', fixedNow),
    audit: {
      append: async (events) => {
        for (const event of events) options.onAudit?.(event);
        rows.push(...events);
      },
    },
    others: options.others ?? noOtherReplicas,
    makePlan: async () => fakePlan(`plan-${++count}`, options.steps ?? 2, options.plan),
    recheckPlan: async () => options.change?.(),
    runContext: (_, { signal, record }) => ({
      ...nothingReached,
      signal,
      recorder: { begin: (step, kept) => record(step, kept).then(() => unreached) },
    }),
    runPlan: (plan, known, context) =>
      workOff(plan, known, context, async (step) => options.work?.(step, context.signal)),
    userOf: async () => 'ada',
    hasArchive: async () => options.hasArchive?.() ?? true,
    isReadOnly: () => options.isReadOnly ?? false,
    now: options.now ?? fixedNow,
  };
  return { parts, rows };
}

const fixedNow = () => Date.parse('2026-01-02T03:04:05Z');

const unreached = () => {
  throw new Error('Nothing is reached in this test.');
};
const nothingReached = {
  client: unreached,
  upload: unreached,
  archive: unreached,
  withLock: unreached,
  forget: unreached,
} as const;

async function* workOff(
  plan: Plan,
  known: PlanRecord['steps'],
  { signal, recorder }: RunContext,
  work: (step: Step) => Promise<void>,
): AsyncGenerator<readonly RunEvent[]> {
  const steps: Record<string, StepRecord> = { ...known };
  const tell = (id: string, record: StepRecord): readonly RunEvent[] => {
    steps[id] = record;
    return [{ type: 'step', id, ...record }];
  };
  for (const step of plan.steps) {
    if (steps[step.id]?.state === 'done') continue;
    if (signal.aborted) break;
    yield tell(step.id, { state: 'started' });
    const outcome = await recorder
      .begin(step)
      .then(() => work(step))
      .then(
        () => ({ state: 'done' }) as const,
        () => ({ state: signal.aborted ? 'pending' : 'failed' }) as const,
      );
    yield tell(step.id, outcome);
    if (outcome.state === 'failed') break;
  }
  const isDone = plan.steps.every(({ id }) => steps[id]?.state === 'done');
  const state = isDone ? 'done' : signal.aborted ? 'cancelled' : 'failed';
  yield [summarizeRun({ plan, steps, state }, 0)];
}

/** Somebody without a session. */
export const anybody = fakeCaller();

const request: PlanRequest = { action: 'delete', ref: 'localhost:5000/acme/app:1.0', scope: 'tag' };

/** The plan of the parts' own steps, made for a caller. */
export function makeTestPlan(changes: Changes, caller = anybody): Promise<Plan> {
  return changes.plan(caller, request, new AbortController().signal);
}

/** All events of a run. */
export async function readAll(events: AsyncGenerator<readonly RunEvent[]>): Promise<readonly RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const batch of events) all.push(...batch);
  return all;
}

/** Runs a plan for anybody; gives all events of the run. */
export async function runToEnd(changes: Changes, id: string, confirm?: string): Promise<readonly RunEvent[]> {
  return readAll(await changes.run(anybody, id, confirm));
}

/** A journal whose writes fail from a moment on, as a disk or a folder does that is gone. */
export function failingJournal(error: Error) {
  const journal = openJournal(':memory:', fixedNow);
  let isBroken = false;
  const orFail = <T>(call: () => Promise<T>) => (isBroken ? Promise.reject(error) : call());
  return {
    journal: {
      ...journal,
      add: (...given: Parameters<typeof journal.add>) => orFail(() => journal.add(...given)),
      write: (...given: Parameters<typeof journal.write>) => orFail(() => journal.write(...given)),
    },
    fail: () => {
      isBroken = true;
    },
  };
}
