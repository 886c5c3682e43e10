import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { derWriter as der } from './der-writer.ts';

/** A certificate with its private key. */
export type MadeCertificate = {
  readonly der: Buffer<ArrayBuffer>;
  readonly pem: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly name: Buffer;
  readonly serial: Buffer;
};

export type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

export type CertificateOptions = {
  /** Left out: a new pair on the curve P-256. */
  readonly keys?: KeyPair;
  readonly subject?: string;
  /** Left out: it signs itself. */
  readonly issuer?: MadeCertificate;
  readonly from?: Date;
  readonly to?: Date;
  readonly isAuthority?: boolean;
  /** Of the extended key usage. */
  readonly usages?: readonly string[];
  /** Alternative names: the tag of each and its bytes. */
  readonly names?: readonly (readonly [tag: number, bytes: Uint8Array])[];
  /** Other extensions by their OID. */
  readonly extensions?: Readonly<Record<string, Uint8Array>>;
  /** Called with the certificate's body as a log of certificates sees it; gives one more extension. */
  readonly log?: (body: Buffer, issuerKey: KeyObject) => readonly [oid: string, value: Uint8Array];
};

const ecdsaWithSha256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));

/** A certificate that a key on the curve P-256 signs (https://www.rfc-editor.org/rfc/rfc5280#section-4.1). */
export function makeCertificate(options: CertificateOptions = {}): MadeCertificate {
  const { publicKey, privateKey } = options.keys ?? generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = nameOf(options.subject);
  const serial = Buffer.concat([Buffer.of(1), randomBytes(7)]);
  const own = { name, privateKey, publicKey };
  const issuer = options.issuer ?? own;
  const body = (more: readonly Buffer[]) =>
    bodyOf({ options, issuer: issuer.name, name, serial, publicKey, more });
  const logged = options.log?.(body([]), issuer.publicKey);
  const signed = body(logged === undefined ? [] : [extension(...logged)]);
  const signature = sign('sha256', signed, issuer.privateKey);
  const bytes = der.sequence(signed, ecdsaWithSha256, der.bits(signature));
  return { der: bytes, pem: pemOf(bytes), privateKey, publicKey, name, serial };
}

function pemOf(bytes: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

function nameOf(subject: string | undefined): Buffer {
  if (subject === undefined) return der.sequence();
  return der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.utf8(subject))));
}

function bodyOf(parts: {
  readonly options: CertificateOptions;
  readonly issuer: Buffer;
  readonly name: Buffer;
  readonly serial: Buffer;
  readonly publicKey: KeyObject;
  readonly more: readonly Buffer[];
}): Buffer {
  const { from = new Date('2026-01-01T00:00:00Z'), to = new Date('2027-01-01T00:00:00Z') } = parts.options;
  return der.sequence(
    der.tagged(0, der.integer(2)),
    der.integer(parts.serial),
    ecdsaWithSha256,
    parts.issuer,
    der.sequence(der.time(from), der.time(to)),
    parts.name,
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(3, der.sequence(...extensionsOf(parts.options), ...parts.more)),
  );
}

function extensionsOf({ isAuthority = false, usages, names, extensions = {} }: CertificateOptions): Buffer[] {
  // digitalSignature, or keyCertSign for an authority
  const keyUsage = isAuthority ? der.bits(Buffer.of(0x06), 1) : der.bits(Buffer.of(0x80), 7);
  return [
    extension('2.5.29.19', isAuthority ? der.sequence(der.boolean(true)) : der.sequence()),
    extension('2.5.29.15', keyUsage),
    ...(usages === undefined ? [] : [extension('2.5.29.37', der.sequence(...usages.map(der.oid)))]),
    ...(names === undefined
      ? []
      : [extension('2.5.29.17', der.sequence(...names.map(([tag, bytes]) => der.element(tag, bytes))))]),
    ...Object.entries(extensions).map(([oid, value]) => extension(oid, value)),
  ];
}

function extension(oid: string, value: Uint8Array): Buffer {
  return der.sequence(der.oid(oid), der.boolean(true), der.octets(value));
}
