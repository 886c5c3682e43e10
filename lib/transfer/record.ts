import type { ManifestBytes } from '#lib/registry/registry-client';
import type { Plan } from '#lib/transfer/plan';

/** `pending`: not begun, or begun by a process that did not come to tell of its end. */
export const stepStates = ['pending', 'started', 'done', 'skipped', 'failed'] as const;
type StepState = (typeof stepStates)[number];

/**
 * `stopped`: the plan no longer fits what is there, and must be made anew · `failed`: a step went wrong, running again
 * goes on · `cancelled`: by a person, running again goes on.
 */
export const runStates = ['planned', 'running', 'done', 'failed', 'cancelled', 'stopped'] as const;
export type RunState = (typeof runStates)[number];

/** How far a step has come. `reason` says why it was skipped or failed, or what the registry did. */
export type StepRecord = {
  readonly state: StepState;
  readonly reason?: string;
  readonly code?: string;
  /** Bytes that were moved. */
  readonly bytes?: number;
};

/** The exact bytes of a manifest that a registry may drop with a tag, kept so that they can be put back. */
export type ManifestBackup = Pick<ManifestBytes, 'bytes' | 'digest' | 'mediaType'>;

/** Everything about one change: what was planned, and what became of it. */
export type PlanRecord = {
  readonly plan: Plan;
  readonly state: RunState;
  /** By step id; steps that are not here are pending. */
  readonly steps: Readonly<Record<string, StepRecord>>;
  /** Why it stopped, in a sentence. */
  readonly reason?: string;
  readonly code?: string;
};

/** One line of a run. */
export type RunEvent =
  | ({ readonly type: 'step'; readonly id: string } & StepRecord)
  /** Bytes of a step so far. */
  | { readonly type: 'progress'; readonly id: string; readonly bytes: number }
  | {
      readonly type: 'end';
      readonly state: Exclude<RunState, 'planned' | 'running'>;
      readonly done: number;
      readonly skipped: number;
      readonly failed: number;
      /** Steps that were not begun. */
      readonly left: number;
      readonly bytes: number;
      readonly milliseconds: number;
      readonly reason?: string;
      readonly code?: string;
    };
