import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, sign } from 'node:crypto';
import { der, generalizedTime, integer, objectId, sequence } from './der.ts';

/** A certificate with its key, to sign with. */
export type Identity = {
  readonly der: Buffer;
  readonly key: KeyObject;
  readonly name: Buffer;
  readonly issuer: Buffer;
  readonly serial: Buffer;
};

type Wish = {
  /** Attributes by their OIDs; by default C=US, ST=WA, O=Acme and a common name. */
  readonly subject?: readonly (readonly [type: string, value: string])[];
  readonly commonName?: string;
  /** Left out: it signs itself. */
  readonly issuer?: Identity;
  readonly isAuthority?: boolean;
  readonly pathLength?: number;
  /** Bits, the first is digitalSignature; undefined: the extension is not there. */
  readonly keyUsage?: number | 'none';
  readonly isUsageCritical?: boolean;
  readonly extendedUsage?: readonly string[];
  readonly isRevocable?: boolean;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** An RSA key of so many bits; left out: one on a curve. */
  readonly rsaBits?: number;
  readonly curve?: 'P-256' | 'P-384' | 'P-521' | 'secp256k1';
};

const oid = { ecdsaSha256: '1.2.840.10045.4.3.2' } as const;
let serials = 0;

/** Bits of the extension for what a key may do. */
export const usage = { sign: 0x80, encipher: 0x20, issue: 0x04 } as const;

/** Subject attributes of the tests: everything that a trusted identity must have. */
export const acme = [
  ['2.5.4.6', 'US'],
  ['2.5.4.8', 'WA'],
  ['2.5.4.10', 'Acme'],
] as const;

/** A certificate in DER with everything that a test wants to be right or wrong about it. */
export function makeCertificate(wish: Wish = {}): Identity {
  const { privateKey, publicKey } =
    wish.rsaBits === undefined
      ? generateKeyPairSync('ec', { namedCurve: wish.curve ?? 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: wish.rsaBits });
  const name = nameOf(wish.subject ?? [...acme, ['2.5.4.3', wish.commonName ?? 'release']]);
  const serial = integer(++serials % 100);
  const algorithm = sequence(objectId(oid.ecdsaSha256));
  const fields = sequence(
    der(0xa0, integer(2)),
    serial,
    algorithm,
    wish.issuer?.name ?? name,
    sequence(
      generalizedTime(wish.notBefore ?? new Date('2026-01-01T00:00:00Z')),
      generalizedTime(wish.notAfter ?? new Date('2027-01-01T00:00:00Z')),
    ),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensionsOf(wish))),
  );
  const signature = sign('sha256', fields, wish.issuer?.key ?? privateKey);
  const whole = sequence(fields, algorithm, der(0x03, Buffer.from([0]), signature));
  return { der: whole, key: privateKey, name, issuer: wish.issuer?.name ?? name, serial };
}

/** An authority that signs itself. */
export function makeAuthority(wish: Wish = {}): Identity {
  return makeCertificate({ isAuthority: true, keyUsage: usage.issue, commonName: 'root', ...wish });
}

/** PEM, as trust stores hold it. */
export function pemOf({ der }: Identity): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

function nameOf(attributes: readonly (readonly [type: string, value: string])[]): Buffer {
  const parts = attributes.map(([type, value]) =>
    der(0x31, sequence(objectId(type), der(0x0c, Buffer.from(value)))),
  );
  return sequence(...parts);
}

function extensionsOf(wish: Wish): readonly Buffer[] {
  const { keyUsage = usage.sign, isUsageCritical = true, extendedUsage, pathLength } = wish;
  const isAuthority = wish.isAuthority ?? false;
  const yes = der(0x01, Buffer.from([0xff]));
  const constraints = sequence(
    ...(isAuthority ? [yes] : []),
    ...(pathLength === undefined ? [] : [integer(pathLength)]),
  );
  return [
    extension('2.5.29.19', true, constraints),
    ...(keyUsage === 'none'
      ? []
      : [extension('2.5.29.15', isUsageCritical, der(0x03, Buffer.from([0, keyUsage])))]),
    ...(extendedUsage === undefined
      ? []
      : [extension('2.5.29.37', isUsageCritical, sequence(...extendedUsage.map(objectId)))]),
    ...(wish.isRevocable === true ? [extension('2.5.29.31', false, crlAddress)] : []),
  ];
}

const crlAddress = sequence(
  sequence(der(0xa0, der(0xa0, der(0x86, Buffer.from('http://crl.acme.example/root.crl'))))),
);

function extension(id: string, isCritical: boolean, value: Buffer): Buffer {
  const critical = isCritical ? [der(0x01, Buffer.from([0xff]))] : [];
  return sequence(objectId(id), ...critical, der(0x04, value));
}
