import type { EvidenceForm } from '#lib/graph/verification/evidence-check';
import { disproveNotation, proveNotation, verifyNotation } from '#lib/verify/notation/verify-notation';
import type { CheckRefusal, Outcome } from '#lib/verify/outcome';
import type { Authority, NotationTrust, TrustStatement } from '#lib/verify/policy';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import { disproveSigstore, verifySigstore } from '#lib/verify/sigstore/verify-sigstore';

/** What of an authority the Sigstore verifier reads. */
export type SigstoreTrust = Extract<Authority['trust'], { readonly by: 'key' | 'keyless' }>;

/** Who proves evidence: none of them throws. */
export type Verifiers = {
  /** Whether everything holds that the trust asks for; who the signer is comes out and is not compared. */
  readonly sigstore: (evidence: SignedEvidence, trust: SigstoreTrust, now: Date) => Outcome;
  /** Whether `notation verify` takes it under this statement. */
  readonly notation: (
    evidence: SignedEvidence,
    statement: TrustStatement,
    stores: NotationTrust['stores'],
    now: Date,
  ) => Outcome;
  /** Whether a certificate of one of the stores signed it, whoever that is. */
  readonly notationSigner: (evidence: SignedEvidence, stores: NotationTrust['stores'], now: Date) => Outcome;
  /** What is wrong with it whoever signed it; undefined where nothing is. */
  readonly disproof: (evidence: SignedEvidence, now: Date) => CheckRefusal | undefined;
};

/** The verifiers of this room; none of them asks the network whether a certificate was revoked. */
export const ownVerifiers: Verifiers = {
  sigstore: verifySigstore,
  notation: (evidence, statement, stores, now) => verifyNotation(evidence, { statement, stores, now }),
  notationSigner: (evidence, stores, now) => proveNotation(evidence, { stores, now }),
  disproof: (evidence, now) =>
    isNotationForm(evidence.material.form) ? disproveNotation(evidence, now) : disproveSigstore(evidence),
};

/** Whether it is a signature of the Notary Project. */
export function isNotationForm(form: EvidenceForm): boolean {
  return form === 'notation-jws' || form === 'notation-cose';
}
