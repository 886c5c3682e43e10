import { setImmediate as turn } from 'node:timers/promises';
import { ProblemError } from '#lib/api/problems/problem-error';
import type { AuditEvent } from '#lib/server/plans/audit/audit-row';
import type { JournalEntryChange } from '#lib/server/plans/journal/journal';
import { getLog } from '#lib/server/platform/log';
import type { Plan, Step } from '#lib/transfer/plan';
import type { StepRecord } from '#lib/transfer/record';
import type { Actor } from './audit-events.ts';
import { stepEvent } from './audit-events.ts';
import type { BeginStep, ChangesParts } from './changes-parts.ts';

/** What one run writes down. Nothing is written any more after the first failure. */
export type RunLog = {
  readonly begin: BeginStep;
  /** Resolves once they have what these steps came to, or once `failure` says why not. */
  readonly settle: (records: readonly (readonly [string, StepRecord])[]) => Promise<void>;
  /** Of these steps nothing needs to be put back any more. */
  readonly forgetKept: (steps: readonly string[]) => Promise<void>;
  /** Why nothing may be changed any more. */
  readonly failure: () => ProblemError | undefined;
};

type Entry = Pick<JournalEntryChange, 'steps' | 'kept'> & {
  readonly rows: readonly AuditEvent[];
  readonly written: PromiseWithResolvers<void>;
};

/** The log of a run that begins. `onFailure` is called once, with the first failure. */
export function createRunLog(
  { journal, audit }: Pick<ChangesParts, 'journal' | 'audit'>,
  plan: Plan,
  actor: Actor,
  onFailure: (failure: ProblemError) => void,
): RunLog {
  const steps = new Map<string, Step>(plan.steps.map((step) => [step.id, step]));
  const begun = new Set<string>();
  let waiting: Entry[] = [];
  let isWriting = false;
  let failure: ProblemError | undefined;

  const commit = async (entries: readonly Entry[]) => {
    if (failure !== undefined) throw failure;
    const rows = entries.flatMap((entry) => entry.rows);
    await journal.write(plan.id, {
      steps: entries.flatMap((entry) => entry.steps ?? []),
      kept: entries.flatMap((entry) => entry.kept ?? []),
    });
    if (rows.length > 0) await audit.append(rows);
  };

  const fail = (error: unknown) => {
    if (failure !== undefined || !(error instanceof ProblemError)) throw error;
    getLog().error({ err: error, plan: plan.id }, 'a change could not be written down');
    failure = error;
    onFailure(error);
  };

  const writeWaiting = async () => {
    isWriting = true;
    while (waiting.length > 0) {
      // What comes within one turn of the event loop, and while the disk is busy, shares one transaction.
      await turn();
      const entries = waiting;
      waiting = [];
      try {
        await commit(entries);
        for (const { written } of entries) written.resolve();
      } catch (error) {
        if (failure === undefined) fail(error);
        for (const { written } of entries) written.reject(error);
      }
    }
    isWriting = false;
  };

  const write = (entry: Omit<Entry, 'written'>): Promise<void> => {
    const written = Promise.withResolvers<void>();
    waiting.push({ ...entry, written });
    if (!isWriting) void writeWaiting();
    return written.promise;
  };

  const rowsOf = (id: string, record: StepRecord): readonly AuditEvent[] => {
    const step = steps.get(id);
    const row = step && stepEvent(plan, step, record, actor);
    return row === undefined ? [] : [row];
  };

  return {
    failure: () => failure,
    begin: async (step, kept = []) => {
      if (begun.has(step.id) && kept.length === 0) return;
      const record = { state: 'started' } as const;
      const keeping = kept.length === 0 ? {} : { kept: [[step.id, kept] as const] };
      await write({ steps: [[step.id, record]], rows: rowsOf(step.id, record), ...keeping });
      begun.add(step.id);
    },
    settle: async (records) => {
      if (records.length === 0 || failure !== undefined) return;
      // One that is done once more is written down once more.
      for (const [id] of records) begun.delete(id);
      const rows = records.flatMap(([id, record]) => rowsOf(id, record));
      await write({ steps: records, rows }).catch(() => {});
    },
    forgetKept: (ids) => write({ kept: ids.map((id) => [id, []] as const), rows: [] }),
  };
}
