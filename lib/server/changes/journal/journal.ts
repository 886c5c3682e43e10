import type { Plan } from '#lib/transfer/plan';
import type { PlanRecord, RunState, StepRecord } from '#lib/transfer/record';

/** A plan in a list. */
export type PlanSummary = Pick<Plan, 'id' | 'action' | 'title' | 'created'> & { readonly state: RunState };

/** A record and whose it is. */
type JournalEntry = { readonly owner: string; readonly record: PlanRecord };

/** How a run came to stand: `reason` and `code` say why it did not come to its end. */
type RunStanding = {
  readonly state: RunState;
  readonly reason?: string | undefined;
  readonly code?: string | undefined;
};

/** All plans and how far they have come. What was written is on the disk when a method returns. */
export type Journal = {
  readonly add: (owner: string, plan: Plan) => void;
  readonly find: (id: string) => JournalEntry | undefined;
  /** The newest first. */
  readonly recent: (owners: readonly string[], max: number) => readonly PlanSummary[];
  /** Together or not at all: what steps have come to, in their order, and then how the run stands. */
  readonly write: (
    id: string,
    steps: readonly (readonly [string, StepRecord])[],
    standing?: RunStanding,
  ) => void;
  readonly remove: (id: string) => void;
  readonly close: () => void;
};
