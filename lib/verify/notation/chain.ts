import { failed } from '#lib/verify/outcome';
import { algorithmOfKey } from './algorithms.ts';
import type { Certificate } from './certificate.ts';

/** What the first certificate of a chain signs. */
type Purpose = 'code' | 'time';

/** Hashes that nobody can forge: https://pkg.go.dev/crypto/x509#SignatureAlgorithm without SHA-1 and MD5. */
const safe: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.10',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
  '1.3.101.112',
]);

const timeStamping = '1.3.6.1.5.5.7.3.8';

/** Purposes that a certificate for code must not have: servers, clients, mail, time stamps, status of others. */
const otherPurposes: ReadonlySet<string> = new Set([
  '1.3.6.1.5.5.7.3.1',
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.5.5.7.3.4',
  timeStamping,
  '1.3.6.1.5.5.7.3.9',
]);

/**
 * Demands that a chain is whole: from the signer to a root that signs itself, in order, each certificate made for what it
 * does (https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#certificate-requirements).
 * When they hold is not looked at.
 *
 * @throws Refused `certificate-chain`, `certificate-usage` or `algorithm-refused`
 */
export function checkChain(chain: readonly Certificate[], purpose: Purpose): void {
  chain.forEach((certificate, place) => {
    checkIssuer(chain, place);
    if (!safe.has(certificate.signedWith)) {
      throw failed(
        'integrity',
        'algorithm-refused',
        `${nameOf(place)} is signed with an algorithm that is not safe.`,
      );
    }
    checkUsage(certificate, place, purpose);
    if (place === 0) checkSigner(certificate, purpose);
    else checkAuthority(certificate, place);
  });
}

/** Whether one certificate issued the other, names and signature. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return (
      issuer.fields.subject.equals(certificate.fields.issuer) && certificate.x509.verify(issuer.publicKey)
    );
  } catch {
    return false;
  }
}

function checkIssuer(chain: readonly Certificate[], place: number): void {
  const certificate = chain[place];
  const issuer = chain[place + 1];
  if (certificate === undefined) return;
  const isRoot = isIssuedBy(certificate, certificate);
  if (issuer === undefined) {
    if (!isRoot) throw broken('The chain of certificates does not end in a root that signs itself.');
    return;
  }
  if (isRoot && (place > 0 || certificate.isAuthority)) {
    throw broken('A self-signed certificate appears before the end of the chain.');
  }
  if (!isIssuedBy(certificate, issuer)) throw broken(`${nameOf(place)} is not issued by the one after it.`);
}

function checkUsage({ keyUsages, isCritical }: Certificate, place: number, purpose: Purpose): void {
  if (keyUsages === undefined) throw misused(place, 'does not say what its key is for.');
  if (purpose === 'code' && !isCritical('keyUsage')) {
    throw misused(place, 'does not mark what its key is for as critical.');
  }
}

function checkSigner(certificate: Certificate, purpose: Purpose): void {
  const { keyUsages = new Set(), extendedUsages } = certificate;
  if (certificate.isAuthority) throw misused(0, 'is that of an authority.');
  if (!keyUsages.has('digitalSignature')) throw misused(0, 'is not for signatures.');
  const others = [...keyUsages].filter((usage) => usage !== 'digitalSignature' && usage !== 'nonRepudiation');
  if (others.length > 0) throw misused(0, `has a key for other things too: ${others.join(', ')}.`);
  if (purpose === 'time') {
    const isOnly = extendedUsages.length === 1 && extendedUsages[0] === timeStamping;
    if (!isOnly || !certificate.isCritical('extendedUsage'))
      throw misused(0, 'is not for time stamps alone.');
  } else if (extendedUsages.some((usage) => otherPurposes.has(usage))) {
    throw misused(0, 'is for something else than signing code.');
  }
  if (algorithmOfKey(certificate.publicKey) === undefined) {
    throw failed(
      'integrity',
      'algorithm-refused',
      'The key of the signer is of a type or size that is refused.',
    );
  }
}

function checkAuthority({ isAuthority, pathLength, keyUsages }: Certificate, place: number): void {
  if (!isAuthority) throw misused(place, 'is not that of an authority.');
  if (pathLength !== undefined && pathLength < place - 1)
    throw misused(place, 'allows no chain as long as this.');
  if (keyUsages?.has('keyCertSign') !== true) throw misused(place, 'may not issue certificates.');
}

function nameOf(place: number): string {
  return place === 0 ? 'The certificate of the signer' : `Certificate ${place + 1} of the chain`;
}

function misused(place: number, what: string): Error {
  return failed('integrity', 'certificate-usage', `${nameOf(place)} ${what}`);
}

function broken(reason: string): Error {
  return failed('integrity', 'certificate-chain', reason);
}
