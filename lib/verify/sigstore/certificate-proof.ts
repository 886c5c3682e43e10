import { EXTENSION_OID_SCT } from '@sigstore/core';
import type { SignedEntity, TrustMaterial } from '@sigstore/verify';
import { VerificationError, Verifier } from '@sigstore/verify';
import { claimsOfCertificate } from '#lib/formats/signatures/certificate-claims';
import { cleanText } from '#lib/text/untrusted-text';
import { cannotCheck, failed } from '#lib/verify/outcome';
import type { NamedRoot } from '#lib/verify/policy';
import type { Leaf } from './leaf.ts';
import { rfc3339 } from './leaf.ts';
import { trustMaterialOf } from './trusted-root.ts';

/**
 * Proves that a root trusts a certificate at each of some moments: a chain of its authorities
 * (https://www.rfc-editor.org/rfc/rfc5280#section-6), and unless it may lack it the promise of a certificate log
 * (https://www.rfc-editor.org/rfc/rfc6962#section-3.3).
 *
 * @throws Refused `certificate-expired`, `certificate-chain`, `certificate-not-trusted`, `ct-log-not-known`,
 * `invalid-trusted-root`
 */
export function proveCertificate(
  leaf: Leaf,
  moments: readonly Date[],
  { name, root }: NamedRoot,
  ignoreCtLog: boolean,
): void {
  const material = trustMaterialOf(root);
  for (const moment of moments) assertValidAt(leaf, moment);
  assertLogged(leaf, material, name, ignoreCtLog);
  try {
    new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 }).verify({
      signature: whatever,
      key: { $case: 'certificate', certificate: leaf.certificate },
      timestamps: timestampsOf(moments),
      tlogEntries: [],
    });
  } catch (error) {
    const isLog = error instanceof VerificationError && error.message.includes('SCT');
    if (isLog)
      throw failed('trust', 'certificate-not-trusted', 'The proof of the certificate log is invalid.');
    const issuer = issuerOf(leaf);
    throw failed(
      'trust',
      'certificate-chain',
      `No chain of certificates leads from it to the trusted root ${name}: ${issuer} did not give it, or not at that time.`,
    );
  }
}

/**
 * Says first whether there is any hope: without the issuer the logs and time stamps beside the certificate say nothing.
 *
 * @throws Refused `no-trusted-root`, `certificate-not-trusted`, `invalid-trusted-root`
 */
export function assertIssuerKnown({ certificate, der }: Leaf, { name, root }: NamedRoot): void {
  const material = trustMaterialOf(root);
  const authorities = material.certificateAuthorities.flatMap(({ certChain }) => certChain);
  if (authorities.some(({ subject }) => subject.equals(certificate.issuer))) return;
  const issuer = claimsOfCertificate(der).issuer;
  if (certificate.issuer.equals(certificate.subject))
    throw failed('trust', 'certificate-not-trusted', 'The certificate is self-signed.');
  throw cannotCheck(
    'trust',
    'no-trusted-root',
    `The trusted root ${name} does not know the issuer of the certificate, ${issuer || 'which has no name'}.`,
    'Use the trusted root of the instance of Sigstore that signed it.',
  );
}

function assertValidAt({ certificate }: Leaf, moment: Date): void {
  if (certificate.validForDate(moment)) return;
  const [from, to] = [certificate.notBefore, certificate.notAfter].map(rfc3339);
  throw failed(
    'trust',
    'certificate-expired',
    `The certificate holds from ${from} to ${to}, and not at ${rfc3339(moment)}.`,
    'A time stamp or a log entry proves that it was signed while the certificate was valid.',
  );
}

/** The library throws for every promise that it cannot check: those that nobody here can check are told first. */
function assertLogged(
  { certificate }: Leaf,
  { ctlogs }: TrustMaterial,
  name: string,
  mayLack: boolean,
): void {
  const hasExtension = certificate.extension(EXTENSION_OID_SCT) !== undefined;
  const promises = hasExtension ? (certificate.extSCT?.signedCertificateTimestamps ?? []) : [];
  if (promises.length === 0 && !mayLack)
    throw failed(
      'trust',
      'certificate-not-trusted',
      'The certificate carries no proof of a certificate log.',
    );
  const stranger = promises.find(({ logID }) => !ctlogs.some((log) => log.logID.equals(logID)));
  if (stranger !== undefined)
    throw cannotCheck(
      'trust',
      'ct-log-not-known',
      `The trusted root ${name} does not know the certificate log ${stranger.logID.toString('hex')}.`,
      'Use the trusted root of the instance of Sigstore that signed it.',
    );
}

/** The library takes the moment of each entry with a promise for one at which the certificate must hold. */
function timestampsOf(moments: readonly Date[]): SignedEntity['timestamps'] {
  const seconds = new Set(moments.map((moment) => Math.floor(moment.getTime() / 1000)));
  return [...seconds].map((second) => ({
    $case: 'transparency-log',
    tlogEntry: {
      logIndex: '0',
      logId: { keyId: Buffer.alloc(0) },
      kindVersion: { kind: '', version: '' },
      integratedTime: String(second),
      inclusionPromise: { signedEntryTimestamp: Buffer.alloc(0) },
      inclusionProof: undefined,
      canonicalizedBody: Buffer.alloc(0),
    },
  }));
}

const whatever: SignedEntity['signature'] = {
  signature: Buffer.alloc(0),
  compareSignature: () => true,
  compareDigest: () => true,
  compareSignedDigest: () => true,
  verifySignature: () => true,
};

function issuerOf({ der }: Leaf): string {
  return cleanText(claimsOfCertificate(der).issuer) || 'its issuer';
}
