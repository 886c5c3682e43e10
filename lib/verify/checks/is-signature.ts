import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';

/** What cosign 3 writes into the statement of a signature. */
const signatureType = 'https://sigstore.dev/cosign/sign/v1';

/** Whether evidence is a signature of the artifact, and no statement about it. */
export function isSignature({ form, predicateType }: Pick<EvidenceCheck, 'form' | 'predicateType'>): boolean {
  switch (form) {
    case 'notation-jws':
    case 'notation-cose':
    case 'cosign-simplesigning':
    case 'helm-prov':
      return true;
    case 'sigstore-bundle':
      return predicateType === undefined || predicateType === signatureType;
    case 'dsse':
      return predicateType === signatureType;
    case 'unsigned':
      return false;
    default:
      return form satisfies never;
  }
}
