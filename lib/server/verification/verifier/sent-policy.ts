import type { PolicyDescription } from '#lib/graph/verification/policy-description';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import type { PolicyName } from '#lib/graph/verification/verification';

/** A policy on its way to a verifier, which keeps those that it has read. */
export type SentPolicy = {
  /** Names the parts: others have another key. */
  readonly key: string;
  readonly parts: PolicyParts;
  readonly source: PolicyName['source'];
  /** One policy, or one statement of notation, of all that it holds. */
  readonly only?: string;
};

/** How a policy is understood. */
export type ExplainedPolicy = {
  readonly hash: string;
  /** False when `only` names nothing in it. */
  readonly isKnown: boolean;
  readonly description: PolicyDescription;
};
