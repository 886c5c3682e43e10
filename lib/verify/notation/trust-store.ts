import { cleanText } from '#lib/text/untrusted-text';
import { cannotCheck, failed } from '#lib/verify/outcome';
import type { Certificate } from './certificate.ts';
import { readCertificate } from './certificate.ts';
import { isIssuedBy } from './chain.ts';
import type { DistinguishedName } from './distinguished-name.ts';
import { isPartOf, nameOfSubject, parseDistinguishedName } from './distinguished-name.ts';

/** Certificates as PEM, by `type:name`. */
export type TrustStores = Readonly<Record<string, readonly string[]>>;
type StoreType = 'ca' | 'signingAuthority' | 'tsa';

const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g;
const subjectPrefix = 'x509.subject:';

/**
 * The certificates of the stores of one type that a statement names
 * (https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md#trust-store).
 *
 * @throws Refused `no-trust-store` where one is not here, is empty, or holds a certificate that is no root of trust
 */
export function certificatesOfStores(
  names: readonly string[],
  type: StoreType,
  stores: TrustStores,
): readonly Certificate[] {
  const wanted = names.filter((name) => name.startsWith(`${type}:`));
  if (wanted.length === 0) {
    throw cannotCheck(
      'trust',
      'no-trust-store',
      `The policy names no trust store of the type “${type}”.`,
      `Add a store “${type}:…” to the statement.`,
    );
  }
  return [...new Set(wanted)].flatMap((name) => certificatesOf(name, type, stores));
}

/**
 * Demands that a certificate of the chain is, byte for byte, one that is trusted.
 *
 * @throws Refused `certificate-not-trusted`
 */
export function checkTrusted(chain: readonly Certificate[], trusted: readonly Certificate[]): void {
  if (chain.some(({ der }) => trusted.some((one) => one.der.equals(der)))) return;
  throw failed(
    'trust',
    'certificate-not-trusted',
    'No certificate in its chain is in the trust store.',
    'Add the root of the signer to the store if you trust it.',
  );
}

/**
 * Demands that the subject of the signer has every attribute of one trusted identity; `*` names everybody
 * (https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md#trusted-identities).
 *
 * @throws Refused `no-authority-names-it`
 */
export function checkIdentity(signer: Certificate, identities: readonly string[]): void {
  if (identities.includes('*')) return;
  const own = nameOfSubject(signer.subject);
  if ('problem' in own) throw unnamed(`The subject of the certificate ${own.problem}.`);
  const named = identities.filter((one) => one.startsWith(subjectPrefix)).map(nameIn);
  if (named.length === 0) throw unnamed('The policy names no identity by “x509.subject”.');
  if (named.some((name) => isPartOf(name, own.name))) return;
  throw unnamed('The policy names other identities than the subject of the certificate.');
}

function nameIn(identity: string): DistinguishedName {
  const reading = parseDistinguishedName(identity.slice(subjectPrefix.length));
  if ('name' in reading) return reading.name;
  throw unnamed(`The identity “${cleanText(identity)}” of the policy ${reading.problem}.`);
}

function certificatesOf(name: string, type: StoreType, stores: TrustStores): readonly Certificate[] {
  const texts = Object.hasOwn(stores, name) ? (stores[name] ?? []) : [];
  const certificates = texts.flatMap((text) =>
    [...text.matchAll(pem)].map(([, body = '']) => readCertificate(Buffer.from(body, 'base64'))),
  );
  const shown = cleanText(name);
  if (certificates.length === 0) {
    throw cannotCheck(
      'trust',
      'no-trust-store',
      `The trust store “${shown}” is not here, or holds no certificate.`,
      `Add its certificates, as notation keeps them in truststore/x509/${shown.replace(':', '/')}.`,
    );
  }
  if (!certificates.every((one) => isRootOfTrust(one, type))) {
    throw cannotCheck(
      'trust',
      'no-trust-store',
      `The trust store “${shown}” holds a certificate that is no root of trust, so that notation refuses the store.`,
    );
  }
  return certificates;
}

function isRootOfTrust(certificate: Certificate, type: StoreType): boolean {
  const signsItself = isIssuedBy(certificate, certificate);
  return type === 'tsa' ? certificate.isAuthority && signsItself : certificate.isAuthority || signsItself;
}

function unnamed(reason: string): Error {
  return failed('trust', 'no-authority-names-it', reason);
}
