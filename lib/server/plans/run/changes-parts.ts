import type { AuditLog } from '#lib/server/plans/audit/audit-log';
import type { Journal } from '#lib/server/plans/journal/journal';
import type { Session } from '#lib/server/sessions/session';
import type { Plan, Step } from '#lib/transfer/plan';
import type { PlanRequest } from '#lib/transfer/plan-request';
import type { ManifestBackup, PlanRecord, RunEvent } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run-context';
import type { OtherReplicas } from './other-replicas.ts';

/** Who asks, and by which request. */
export type Caller = { readonly session: Session; readonly requestId: string };

/**
 * Records that a step is about to change something, and what a registry may drop with it; resolves once both are on the
 * disk, and rejects when they cannot be.
 */
export type BeginStep = (step: Step, backups?: readonly ManifestBackup[]) => Promise<void>;

/** One run: of which plan, when it must end, and how a step is recorded before it may write. */
export type RunCall = {
  readonly plan: Plan;
  readonly signal: AbortSignal;
  readonly record: BeginStep;
};

/** What changes are made of; all of it a parameter, so that tests need no registry and no clock. */
export type ChangesParts = {
  readonly makePlan: (session: Session, request: PlanRequest, signal: AbortSignal) => Promise<Plan>;
  /** Gives the sentence that says what is no longer as the plan has it. */
  readonly recheckPlan: (
    plan: Plan,
    known: PlanRecord['steps'],
    context: RunContext,
  ) => Promise<string | undefined>;
  readonly runPlan: (
    plan: Plan,
    known: PlanRecord['steps'],
    context: RunContext,
  ) => AsyncGenerator<readonly RunEvent[]>;
  readonly runContext: (session: Session, run: RunCall) => RunContext;
  /** As whom a registry knows the session. */
  readonly userOf: (session: Session, registry: string) => Promise<string>;
  readonly journal: Journal;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly others: OtherReplicas;
  /** Whether the archive that a plan has written lies here; it may lie at another replica, or be lost. */
  readonly hasArchive: (planId: string) => Promise<boolean>;
  readonly isReadOnly: () => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};
