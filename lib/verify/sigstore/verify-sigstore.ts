import type { Signer } from '#lib/graph/verification/evidence-check';
import { OciError } from '#lib/oci/oci-error';
import type { CheckRefusal, Outcome } from '#lib/verify/outcome';
import { cannotCheck, failed, Refused } from '#lib/verify/outcome';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import { openBundle } from './open-bundle.ts';
import type { OpenEvidence } from './open-evidence.ts';
import { openAttestationLayer, openSignatureLayer } from './open-legacy.ts';
import type { CertificateTrust } from './verify-with-certificate.ts';
import { verifyWithCertificate } from './verify-with-certificate.ts';
import type { KeyTrust } from './verify-with-key.ts';
import { verifyWithKey } from './verify-with-key.ts';

/**
 * Whether evidence of Sigstore, in any form of cosign, names its target and was signed by a key, or by a certificate of
 * a trusted root, with the log entries and time stamps that are asked for. Offline, as of a moment. It says who signed,
 * and compares that with nobody; it never throws.
 */
export function verifySigstore(
  evidence: SignedEvidence,
  trust: KeyTrust | CertificateTrust,
  now: Date,
): Outcome {
  const said: { signer?: Signer } = {};
  try {
    const opened = open(evidence);
    return trust.by === 'key'
      ? verifyWithKey(opened, evidence, trust, now)
      : verifyWithCertificate(opened, evidence, trust, now, said);
  } catch (error) {
    return { isProven: false, ...said, ...refusalOf(error) };
  }
}

/**
 * What evidence of Sigstore says of itself that is wrong whoever signed it: it cannot be read, or names another artifact.
 * Undefined where nothing is; it never throws.
 */
export function disproveSigstore(evidence: SignedEvidence): CheckRefusal | undefined {
  try {
    open(evidence).claim(evidence.target);
    return undefined;
  } catch (error) {
    return refusalOf(error);
  }
}

function open({ material, target }: SignedEvidence): OpenEvidence {
  switch (material.form) {
    case 'sigstore-bundle':
      return openBundle(material.bytes, target);
    case 'cosign-simplesigning':
      return openSignatureLayer(material.bytes, material.annotations);
    case 'dsse':
      return openAttestationLayer(material.bytes, material.annotations);
    default:
      throw cannotCheck('integrity', 'form-not-supported', 'It is not Sigstore evidence.');
  }
}

function refusalOf(error: unknown): CheckRefusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof OciError)
    return failed('integrity', 'malformed', `It cannot be read. ${error.message}`).refusal;
  return cannotCheck(
    'integrity',
    'internal',
    'It cannot be checked: it does not have the shape that it should.',
  ).refusal;
}
