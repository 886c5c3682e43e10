import { createHash } from 'node:crypto';
import type { ASN1Obj } from '@sigstore/core';
import { ASN1Obj as Asn1 } from '@sigstore/core';
import { verifyLimits } from '#lib/verify/limits';
import { failed, Refused } from '#lib/verify/outcome';
import { hasShortNumbers } from '#lib/verify/short-numbers';
import { Stamp } from '#lib/verify/time-stamp';
import type { Certificate } from './certificate.ts';
import { isValidAt, readCertificate } from './certificate.ts';
import { checkChain, isIssuedBy } from './chain.ts';

/** When a time stamp says that the signature was there, as exactly as it says. */
export type StampedTime = {
  readonly at: Date;
  readonly from: Date;
  readonly to: Date;
  readonly authority: Certificate;
  /** From the authority to its root. */
  readonly chain: readonly Certificate[];
};

const oid = {
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
  baselinePolicy: '0.4.0.2023.1.1',
} as const;
const hashes: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/**
 * Verifies a token (https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2) over a signature: it is over these bytes, its
 * authority signed it and is the one that the token says, and the authority's chain ends in a trusted root and held then
 * (https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md#steps).
 *
 * @throws Refused `timestamp-invalid`
 */
export function verifyCounterSignature(
  token: Uint8Array,
  signature: Uint8Array,
  roots: readonly Certificate[],
): StampedTime {
  try {
    return verify(token, signature, roots);
  } catch (error) {
    const reason = error instanceof Refused ? error.message : 'It cannot be read, or is over something else.';
    throw invalid(`The time stamp is invalid. ${reason}`);
  }
}

function verify(token: Uint8Array, signature: Uint8Array, roots: readonly Certificate[]): StampedTime {
  if (token.length > verifyLimits.stampMaxBytes) throw invalid('The time stamp is too large.');
  const stamp = new Stamp(Asn1.parseBuffer(asResponse(token)));
  if (!hasShortNumbers(stamp.root)) throw invalid('A number in it is too long.');
  const carried = certificatesIn(stamp);
  const signer = carried.find(
    ({ fields }) =>
      fields.serialNumber.equals(stamp.signerSerialNumber) && fields.issuer.equals(stamp.signerIssuer),
  );
  if (signer === undefined) throw invalid('The certificate of its authority is not in it.');
  stamp.verify(Buffer.from(signature), signer.publicKey);
  checkSigningCertificate(stamp, signer);
  const { at, accuracy } = timeIn(stamp.tstInfo.root);
  const chain = chainTo(signer, carried, roots);
  if (!chain.every((one) => isValidAt(one, at)))
    throw invalid('A certificate of its authority was not valid then.');
  checkChain(chain, 'time');
  return {
    at,
    from: new Date(at.getTime() - accuracy),
    to: new Date(at.getTime() + accuracy),
    authority: signer,
    chain,
  };
}

/** Envelopes carry the token alone; the library reads a response, which has a status before it: granted. */
function asResponse(token: Uint8Array): Buffer<ArrayBuffer> {
  const granted = [0x30, 3, 2, 1, 0];
  const length = granted.length + token.length;
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const stated = length < 128 ? [length] : [0x80 + octets.length, ...octets];
  return Buffer.concat([Buffer.from([0x30, ...stated, ...granted]), token]);
}

/** https://www.rfc-editor.org/rfc/rfc5652#section-5.1: the tag 0 after what is signed. */
function certificatesIn(stamp: Stamp): readonly Certificate[] {
  const set = stamp.signedData?.subs.slice(3).find(({ tag }) => tag.isContextSpecific(0));
  return (set?.subs ?? [])
    .slice(0, verifyLimits.stampMaxCertificates)
    .map((one) => readCertificate(one.toDER()));
}

/**
 * The signed attribute that names the certificate by its hash, so that no other with the same key can stand in for it
 * (https://www.rfc-editor.org/rfc/rfc5035#section-3).
 */
function checkSigningCertificate(stamp: Stamp, signer: Certificate): void {
  const signed = stamp.signerInfo?.subs.find(({ tag }) => tag.isContextSpecific(0));
  const attribute = signed?.subs.find(({ subs }) => subs[0]?.toOID() === oid.signingCertificate);
  const id = attribute?.subs[1]?.subs[0]?.subs[0]?.subs[0];
  if (id === undefined) throw invalid('It does not say which certificate signed it.');
  const algorithm = id.subs[0]?.subs[0];
  const named = algorithm?.tag.isOID() === true ? algorithm.toOID() : undefined;
  const hash = named === undefined ? 'sha256' : hashes.get(named);
  const expected = id.subs[named === undefined ? 0 : 1]?.value;
  if (hash === undefined || expected === undefined)
    throw invalid('It names its certificate in a way that Orrery does not know.');
  if (!createHash(hash).update(signer.der).digest().equals(expected)) {
    throw invalid('It names another certificate than the one that signed it.');
  }
}

function chainTo(
  signer: Certificate,
  carried: readonly Certificate[],
  roots: readonly Certificate[],
): readonly Certificate[] {
  const chain = [signer];
  const isRoot = (one: Certificate) => roots.some(({ der }) => der.equals(one.der));
  while (chain.length < verifyLimits.chainMaxCertificates) {
    const last = chain.at(-1) ?? signer;
    if (isRoot(last)) return chain;
    const candidates = [...roots, ...carried].filter((one) => !chain.includes(one));
    const issuer = candidates.find((one) => isIssuedBy(last, one));
    if (issuer === undefined) break;
    chain.push(issuer);
  }
  throw invalid('No root of its authority is in the trust store.');
}

const generalized = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/;

/** The time of a TSTInfo, and by how many milliseconds it may be wrong. */
function timeIn(info: ASN1Obj): { readonly at: Date; readonly accuracy: number } {
  const [version, policy, , , time, accuracy] = info.subs;
  if (version?.toInteger() !== 1n) throw invalid('Its version is unknown.');
  const [all, year, month, day, hour, minute, second, fraction = '0'] =
    generalized.exec(time?.value.toString('latin1') ?? '') ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}Z`);
  if (all === undefined || Number.isNaN(at.getTime())) throw invalid('It has no time.');
  const sequence = 0x30;
  const stated = accuracy?.tag.toDER() === sequence ? accuracy.subs : [];
  const milliseconds = stated.reduce((sum, part) => sum + partOf(part), 0);
  // https://www.rfc-editor.org/rfc/rfc3628#section-5.1: this policy promises one second where nothing is said.
  const isBaseline = milliseconds === 0 && policy?.toOID() === oid.baselinePolicy;
  return { at, accuracy: isBaseline ? 1000 : milliseconds };
}

function partOf({ tag, value }: ASN1Obj): number {
  const number = value.reduce((sum, octet) => sum * 256 + octet, 0);
  if (tag.isInteger()) return number * 1000;
  return tag.isContextSpecific(0) ? number : number / 1000;
}

function invalid(reason: string): Refused {
  return failed('trust', 'timestamp-invalid', reason);
}
