import type { KeyObject } from 'node:crypto';
import { X509Certificate } from 'node:crypto';
import type { ASN1Obj } from '@sigstore/core';
import { X509Certificate as CertificateFields } from '@sigstore/core';
import { verifyLimits } from '#lib/verify/limits';
import { failed } from '#lib/verify/outcome';
import { hasShortNumbers } from '#lib/verify/short-numbers';

/** In the order of their bits (https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3). */
const usages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
type KeyUsage = (typeof usages)[number];

const oid = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  revocationList: '2.5.29.31',
  extendedUsage: '2.5.29.37',
  authorityAccess: '1.3.6.1.5.5.7.1.1',
  statusService: '1.3.6.1.5.5.7.48.1',
} as const;

/** What is asked of a certificate. */
export type Certificate = {
  readonly der: Buffer;
  readonly x509: X509Certificate;
  readonly publicKey: KeyObject;
  readonly fields: CertificateFields;
  /** Names, in DER. */
  readonly subject: ASN1Obj;
  readonly issuer: ASN1Obj;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The OID of the algorithm that it is signed with. */
  readonly signedWith: string;
  readonly isCritical: (extension: 'keyUsage' | 'extendedUsage') => boolean;
  /** Undefined where it does not say. */
  readonly keyUsages?: ReadonlySet<KeyUsage>;
  /** OIDs, empty where it does not say. */
  readonly extendedUsages: readonly string[];
  readonly isAuthority: boolean;
  /** How many authorities may follow; undefined for any number. */
  readonly pathLength?: number;
  /** Whether it says where to ask if it was revoked. */
  readonly isRevocable: boolean;
};

/**
 * A certificate from DER (https://www.rfc-editor.org/rfc/rfc5280#section-4.1).
 *
 * @throws Refused `certificate-chain` for what is none
 */
export function readCertificate(der: Uint8Array): Certificate {
  try {
    return read(Buffer.from(der));
  } catch {
    throw failed('integrity', 'certificate-chain', 'One of its certificates cannot be read.');
  }
}

function read(der: Buffer<ArrayBuffer>): Certificate {
  if (der.length > verifyLimits.certificateMaxBytes) throw new Error('It is too large.');
  const fields = CertificateFields.parse(der);
  if (!hasShortNumbers(fields.root)) throw new Error('A number in it is too long.');
  const names = fields.extensions.map((one) => one.subs[0]?.toOID());
  if (new Set(names).size !== names.length) throw new Error('An extension appears twice.');
  const inside = (name: string) => fields.extension(name)?.valueObj.subs[0];
  const keyUsage = inside(oid.keyUsage);
  const constraints = inside(oid.basicConstraints)?.subs ?? [];
  const pathLength = constraints.find(({ tag }) => tag.isInteger())?.toInteger();
  const access = inside(oid.authorityAccess)?.subs ?? [];
  const [, , , issuer, , subject] = fields.root.subs[0]?.subs ?? [];
  if (issuer === undefined || subject === undefined) throw new Error('A name is missing.');
  const x509 = new X509Certificate(der);
  return {
    der,
    x509,
    publicKey: x509.publicKey,
    fields,
    subject,
    issuer,
    notBefore: timeOf(fields.notBefore),
    notAfter: timeOf(fields.notAfter),
    signedWith: fields.root.subs[1]?.subs[0]?.toOID() ?? '',
    isCritical: (extension) => fields.extension(oid[extension])?.critical ?? false,
    ...(keyUsage === undefined ? {} : { keyUsages: usagesIn(keyUsage) }),
    extendedUsages: inside(oid.extendedUsage)?.subs.map((usage) => usage.toOID()) ?? [],
    isAuthority: constraints.find(({ tag }) => tag.isBoolean())?.toBoolean() ?? false,
    ...(pathLength === undefined ? {} : { pathLength: Number(pathLength) }),
    isRevocable:
      hasAddress(inside(oid.revocationList)) ||
      access.some((one) => one.subs[0]?.toOID() === oid.statusService && hasAddress(one)),
  };
}

/** A URI anywhere in a list of names (https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6). */
function hasAddress(names: ASN1Obj | undefined): boolean {
  return names?.subs.some((one) => one.tag.isContextSpecific(6) || hasAddress(one)) ?? false;
}

function timeOf(time: Date): Date {
  if (Number.isNaN(time.getTime())) throw new Error('A time is not valid.');
  return time;
}

function usagesIn(bits: ASN1Obj): ReadonlySet<KeyUsage> {
  const set = bits.toBitString();
  return new Set(usages.filter((_, place) => set[place] === 1));
}

/** Whether a moment lies in what a certificate holds for. */
export function isValidAt({ notBefore, notAfter }: Certificate, from: Date, to: Date = from): boolean {
  return from >= notBefore && to <= notAfter;
}
