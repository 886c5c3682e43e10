import type { Plan } from '#lib/transfer/plan';
import type { ManifestBackup, PlanRecord, RunState, StepRecord } from '#lib/transfer/record';

/** A plan in a list. */
export type PlanSummary = Pick<Plan, 'id' | 'action' | 'title' | 'created'> & { readonly state: RunState };

/** A record and whose it is. */
type JournalEntry = { readonly owner: string; readonly record: PlanRecord };

/** How a run stands: `reason` and `code` say why it did not come to its end. */
type RunStanding = {
  readonly state: RunState;
  readonly reason?: string | undefined;
  readonly code?: string | undefined;
};

/** What is written of a plan at once: what steps have come to, in their order, and how the run stands. */
export type JournalEntryChange = {
  readonly steps?: readonly (readonly [string, StepRecord])[];
  /** By step id, what a registry may drop while the step is under way; dropped once the step is done or skipped, and by an empty list. */
  readonly backups?: readonly (readonly [string, readonly ManifestBackup[]])[];
  readonly standing?: RunStanding | undefined;
};

/**
 * All plans and how far they have come. What was written is on the disk when a method resolves; each rejects when that
 * cannot be. Then nothing of it was written, unless the disk itself failed: it may have kept it. Any implementation
 * passes `describeJournal`.
 */
export type Journal = {
  readonly add: (owner: string, plan: Plan) => Promise<void>;
  /** Undefined where there is no such plan. */
  readonly find: (id: string) => Promise<JournalEntry | undefined>;
  /** The newest first. */
  readonly recent: (owners: readonly string[], max: number) => Promise<readonly PlanSummary[]>;
  /** Together or not at all. */
  readonly write: (id: string, change: JournalEntryChange) => Promise<void>;
  /** By step id, what a registry may have dropped with a step that has not come to its end. */
  readonly backups: (id: string) => Promise<ReadonlyMap<string, readonly ManifestBackup[]>>;
  /** The ids of uploads that plans still need: of those that can be run, or run again. */
  readonly uploadsInUse: () => Promise<ReadonlySet<string>>;
  readonly remove: (id: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** How a run stands whose process ended before it. */
export const interruptedRun = {
  state: 'failed',
  reason: 'Orrery stopped during the run. Run it again to resume.',
  code: 'interrupted',
} as const;
