import type { CheckCode } from '#lib/graph/verification/check-code';
import type { SignedTime, Signer } from '#lib/graph/verification/evidence-check';

/** What a verifier found: everything it was asked for holds, or the first thing that does not. */
export type Outcome = ProvenOutcome | RefusedOutcome;

/** Everything holds. */
export type ProvenOutcome = {
  readonly isProven: true;
  readonly signer: Signer;
  readonly times: readonly SignedTime[];
  /** Of a statement; `https://sigstore.dev/cosign/sign/v1` is a signature. */
  readonly predicateType?: string;
  readonly warnings?: readonly string[];
};

/** Something does not hold, or cannot be judged; the signer is who is said to have signed. */
export type RefusedOutcome = CheckRefusal & {
  readonly isProven: false;
  readonly signer?: Signer;
  readonly times?: readonly SignedTime[];
};

/** Why evidence was refused. */
export type CheckRefusal = {
  /** Proven wrong, or something is missing here to judge it. */
  readonly state: 'failed' | 'cannot-check';
  readonly facet: 'integrity' | 'binding' | 'trust';
  readonly code: CheckCode;
  /** One sentence: what is wrong. */
  readonly reason: string;
  /** One sentence: what would help. */
  readonly help?: string;
};

/** Thrown inside a verifier and turned into an {@link Outcome} at its edge. */
export class Refused extends Error {
  readonly refusal: CheckRefusal;

  constructor(refusal: CheckRefusal) {
    super(refusal.reason);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

/** What to throw for something that is proven wrong. */
export function failed(
  facet: CheckRefusal['facet'],
  code: CheckCode,
  reason: string,
  help?: string,
): Refused {
  return new Refused({ state: 'failed', facet, code, reason, ...(help === undefined ? {} : { help }) });
}

/** What to throw where something is missing here. */
export function cannotCheck(
  facet: CheckRefusal['facet'],
  code: CheckCode,
  reason: string,
  help?: string,
): Refused {
  return new Refused({ state: 'cannot-check', facet, code, reason, ...(help === undefined ? {} : { help }) });
}
