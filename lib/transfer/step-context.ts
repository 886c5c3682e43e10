import type { RunLimits } from '#lib/transfer/limits';
import type { StepWork, Verb } from '#lib/transfer/plan';
import type { ManifestBackup } from '#lib/transfer/record';
import type { RunContext, RunEnvironment, Writers } from '#lib/transfer/run-context';

/** What a precondition needs: registries, and the way out. */
export type CheckContext = Pick<RunContext, 'client' | 'signal'> & Pick<RunLimits, 'checksAtOnce'>;

/** What a step needs; its signal also ends when the run does. */
export type StepContext = CheckContext &
  Omit<RunContext, 'forget' | 'recorder'> &
  Pick<RunEnvironment, 'delay' | 'random' | 'uuid'> & {
    /** Records that this step is about to change something, and gives the clients that may; see `Recorder`. */
    readonly begin: (kept?: readonly ManifestBackup[]) => Promise<Writers>;
    /** Bytes moved so far. */
    readonly onBytes: (bytes: number) => void;
  };

/** How a step went well: done, or skipped because it was so already. */
export type StepOutcome = {
  readonly state: 'done' | 'skipped';
  readonly reason?: string;
  readonly bytes?: number;
};

/** The work of one verb. */
export type WorkOf<V extends Verb> = Extract<StepWork, { readonly verb: V }>;

export const done = { state: 'done' } as const satisfies StepOutcome;

/** A step that had nothing to do, and why. */
export function skipped(reason: string): StepOutcome {
  return { state: 'skipped', reason };
}
