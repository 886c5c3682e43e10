import type { RunLimits } from '#lib/transfer/limits';
import type { StepWork, Verb } from '#lib/transfer/plan';
import type { ManifestBackup } from '#lib/transfer/record';
import type { RunContext, Writers } from '#lib/transfer/run-context';
import type { RunEnvironment } from '#lib/transfer/run-environment';

/** What the check of a precondition needs. */
export type CheckContext = Pick<RunContext, 'client' | 'signal'> & Pick<RunLimits, 'checksAtOnce'>;

/** What a step needs; its signal also ends when the run does. */
export type StepContext = CheckContext &
  Omit<RunContext, 'forget' | 'recorder'> &
  Pick<RunEnvironment, 'delay' | 'random' | 'uuid'> & {
    /** Records that this step is about to write, and gives the clients that may; see `Recorder`. */
    readonly begin: (backups?: readonly ManifestBackup[]) => Promise<Writers>;
    /** No run has begun this step before: what it brings was looked for when the plan was made, and was not there. */
    readonly isFirstTry: boolean;
    /** The bytes of a small blob where they are being read already, compared with their digest. */
    readonly bytesAhead?: Promise<Uint8Array<ArrayBuffer> | undefined> | undefined;
    /** Bytes moved so far. */
    readonly onBytes: (bytes: number) => void;
  };

/** How a step succeeded: done, or skipped because nothing was left to do. */
export type StepOutcome = {
  readonly state: 'done' | 'skipped';
  readonly reason?: string;
  readonly bytes?: number;
};

/** The work of the step with this verb. */
export type WorkOf<V extends Verb> = Extract<StepWork, { readonly verb: V }>;

/** The outcome of a step that has nothing to add. */
export const done = { state: 'done' } as const satisfies StepOutcome;

/** The outcome of a step that had nothing to do, with the reason in a sentence. */
export function skipped(reason: string): StepOutcome {
  return { state: 'skipped', reason };
}
