import { createHash, sign } from 'node:crypto';
import { der, generalizedTime, integer, objectId, sequence } from './der.ts';
import type { Identity } from './make-certificate.ts';
import { makeCertificate } from './make-certificate.ts';

const oid = {
  signedData: '1.2.840.113549.1.7.2',
  stampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  rsaSha256: '1.2.840.113549.1.1.11',
  rsa: '1.2.840.113549.1.1.1',
} as const;
export const timeStamping = '1.3.6.1.5.5.7.3.8';

type Wish = {
  readonly at?: Date;
  readonly policy?: string;
  readonly accuracySeconds?: number;
  /** The certificate that the signed attribute names; by default the one that signs. */
  readonly named?: Identity;
  readonly carried?: readonly Identity[];
  /** Names the algorithm of an RSA key without its hash, as many authorities do. */
  readonly isHashUnnamed?: boolean;
};

/** An authority for time stamps below a root. */
export function makeStampAuthority(root: Identity): Identity {
  return makeCertificate({ issuer: root, commonName: 'clock', extendedUsage: [timeStamping] });
}

/** A token of RFC 3161 over some bytes, signed by an authority. */
export function makeTimeStamp(signature: Uint8Array, authority: Identity, wish: Wish = {}): Buffer {
  const sha256 = sequence(objectId(oid.sha256));
  const info = sequence(
    integer(1),
    objectId(wish.policy ?? '1.2.3.4.1'),
    sequence(sha256, der(0x04, digest(signature))),
    integer(7),
    generalizedTime(wish.at ?? new Date('2026-11-26T04:00:01Z')),
    ...(wish.accuracySeconds === undefined ? [] : [sequence(integer(wish.accuracySeconds))]),
  );
  const attributes = [
    attribute(oid.contentType, objectId(oid.stampInfo)),
    attribute(oid.messageDigest, der(0x04, digest(info))),
    attribute(
      oid.signingCertificate,
      sequence(sequence(sequence(der(0x04, digest((wish.named ?? authority).der))))),
    ),
  ];
  const signed = sign('sha256', der(0x31, ...attributes), authority.key);
  const signerInfo = sequence(
    integer(1),
    sequence(authority.issuer, authority.serial),
    sha256,
    der(0xa0, ...attributes),
    sequence(objectId(algorithmOf(authority, wish))),
    der(0x04, signed),
  );
  const data = sequence(
    integer(3),
    der(0x31, sha256),
    sequence(objectId(oid.stampInfo), der(0xa0, der(0x04, info))),
    der(0xa0, ...(wish.carried ?? [authority]).map((one) => one.der)),
    der(0x31, signerInfo),
  );
  return sequence(objectId(oid.signedData), der(0xa0, data));
}

function algorithmOf({ key }: Identity, { isHashUnnamed = false }: Wish): string {
  if (key.asymmetricKeyType === 'ec') return oid.ecdsaSha256;
  return isHashUnnamed ? oid.rsa : oid.rsaSha256;
}

function attribute(type: string, value: Buffer): Buffer {
  return sequence(objectId(type), der(0x31, value));
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
