import type { Answer } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { EvidenceCheck } from './evidence-check.ts';
import type { PolicyDescription } from './policy-description.ts';

/** `pass`: every policy that applies is satisfied · `fail`: one is proven not to be · `unknown`: what is missing may decide it. */
export const verdicts = ['pass', 'fail', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

/** Against what it was checked; `none`: no policy, so that nothing matches. */
export type PolicyName = {
  readonly name: string;
  /** SHA-256 of all its parts, in hex. */
  readonly hash: string;
  readonly source: 'file' | 'inline' | 'none';
};

/** Every signature and attestation of an artifact after its check. */
export type Verification = {
  readonly reference: string;
  readonly digest: Digest;
  /** RFC 3339: the moment as of which it was judged. */
  readonly at: string;
  readonly policy: PolicyName;
  /** Of a policy that came with the question: how it was understood. */
  readonly policyDescription?: PolicyDescription;
  readonly verdict: Verdict;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
  readonly checks: readonly EvidenceCheck[];
  /** Who was asked for evidence, and what they answered. */
  readonly answers: readonly Answer[];
  /** Commands of cosign and notation that give the same answer. */
  readonly commands: readonly string[];
};

/** One line of `GET /api/verify` as NDJSON: each check when it is done, and last what they come to. */
export type VerificationEvent =
  | { readonly type: 'check'; readonly check: EvidenceCheck }
  | ({ readonly type: 'end' } & Omit<Verification, 'checks'>);
