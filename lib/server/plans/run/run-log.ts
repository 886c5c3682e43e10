import { ProblemError } from '#lib/api/problems/problem-error';
import { createGroupCommit } from '#lib/async/group-commit';
import type { AuditLogEvent } from '#lib/server/plans/audit/audit-row';
import type { JournalEntryChange } from '#lib/server/plans/journal/journal';
import { getLog } from '#lib/server/platform/log';
import type { Plan, Step } from '#lib/transfer/plan';
import type { StepRecord } from '#lib/transfer/record';
import type { Actor } from './audit-events.ts';
import { stepEvent } from './audit-events.ts';
import type { BeginStep, ChangesParts } from './changes-parts.ts';

/** What one run writes to journal and audit log. After the first failure nothing is written any more. */
export type RunLog = {
  readonly begin: BeginStep;
  /** Resolves once both have what these steps came to, or once `failure` says why not. */
  readonly settle: (records: readonly (readonly [string, StepRecord])[]) => Promise<void>;
  /** Drops the backups of these steps: nothing of them needs to be restored any more. */
  readonly dropBackups: (steps: readonly string[]) => Promise<void>;
  /** Why nothing may be changed any more; undefined as long as all was written. */
  readonly failure: () => ProblemError | undefined;
};

type Entry = Pick<JournalEntryChange, 'steps' | 'backups'> & { readonly rows: readonly AuditLogEvent[] };

/** The log of a run that begins. `onFailure` is called once, with the first failure. */
export function createRunLog(
  parts: Pick<ChangesParts, 'journal' | 'audit'>,
  plan: Plan,
  actor: Actor,
  onFailure: (failure: ProblemError) => void,
): RunLog {
  const steps = new Map<string, Step>(plan.steps.map((step) => [step.id, step]));
  const begun = new Set<string>();
  let failure: ProblemError | undefined;

  const write = createGroupCommit<Entry>(async (entries) => {
    if (failure !== undefined) throw failure;
    try {
      await commit(parts, plan.id, entries);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      getLog().error({ err: error, plan: plan.id }, 'a change could not be recorded');
      failure = error;
      onFailure(error);
      throw error;
    }
  });

  const rowsOf = (id: string, record: StepRecord): readonly AuditLogEvent[] => {
    const step = steps.get(id);
    const row = step && stepEvent(plan, step, record, actor);
    return row === undefined ? [] : [row];
  };

  return {
    failure: () => failure,
    begin: async (step, backups = []) => {
      if (begun.has(step.id) && backups.length === 0) return;
      const record = { state: 'started' } as const;
      const kept = backups.length === 0 ? {} : { backups: [[step.id, backups] as const] };
      await write({ steps: [[step.id, record]], rows: rowsOf(step.id, record), ...kept });
      begun.add(step.id);
    },
    settle: async (records) => {
      if (records.length === 0 || failure !== undefined) return;
      // A step that is done a second time is recorded a second time.
      for (const [id] of records) begun.delete(id);
      const rows = records.flatMap(([id, record]) => rowsOf(id, record));
      await write({ steps: records, rows }).catch((error: unknown) => {
        if (failure === undefined) throw error;
      });
    },
    dropBackups: (ids) => write({ backups: ids.map((id) => [id, []] as const), rows: [] }),
  };
}

/** The journal first: what the audit log says has happened can then always be resumed. */
async function commit(
  { journal, audit }: Pick<ChangesParts, 'journal' | 'audit'>,
  planId: string,
  entries: readonly Entry[],
): Promise<void> {
  const rows = entries.flatMap((entry) => entry.rows);
  await journal.write(planId, {
    steps: entries.flatMap((entry) => entry.steps ?? []),
    backups: entries.flatMap((entry) => entry.backups ?? []),
  });
  if (rows.length > 0) await audit.append(rows);
}
