import type { Digest } from '#lib/oci/digest';
import type { RunOutcome } from './run-outcome.ts';

/** What the page does about a plan that is shown on it. */
export type PlanHandlers = {
  readonly onClose: () => void;
  /** Another plan takes the place of this one. */
  readonly onPlanned: (id: string) => void;
  /** What was asked of the registry before is old now. */
  readonly onEnd?: (outcome: RunOutcome) => void;
  readonly onSelect?: (digest: Digest) => void;
};
