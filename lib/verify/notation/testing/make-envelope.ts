import { sign } from 'node:crypto';
import { encode, Token, Type } from 'cborg';
import { parseDigest } from '#lib/oci/digest';
import type { SignedEvidence, Target } from '#lib/verify/signed-evidence';
import { attribute, payloadType } from '../envelope.ts';
import type { Identity } from './make-certificate.ts';
import { makeAuthority, makeCertificate, pemOf } from './make-certificate.ts';

/** What the signatures of the tests are about. */
export const target: Target = {
  digest: parseDigest(`sha256:${'a'.repeat(64)}`),
  size: 401,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
};

/** The headers that notation writes. */
export const plainHeaders: Readonly<Record<string, unknown>> = {
  alg: 'ES256',
  crit: [attribute.scheme],
  cty: payloadType,
  [attribute.scheme]: 'notary.x509',
  [attribute.signingTime]: '2026-11-26T04:00:00Z',
};

/** A signer, and the store that trusts it. */
export type TestSigner = {
  readonly leaf: Identity;
  readonly chain: readonly Identity[];
  readonly pem: string;
};

/** A signer below a root of its own. */
export function makeSigner(wish: Parameters<typeof makeCertificate>[0] = {}): TestSigner {
  const root = makeAuthority();
  const leaf = makeCertificate({ issuer: root, ...wish });
  return { leaf, chain: [leaf, root], pem: pemOf(root) };
}

type Wish = {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly payload?: string;
  readonly chain?: readonly Identity[];
  readonly unprotected?: Readonly<Record<string, unknown>>;
  /** A time stamp of the signature. */
  readonly stamp?: (signature: Buffer) => Buffer;
  /** Changes what was signed, after it was. */
  readonly bend?: (envelope: Readonly<Record<string, unknown>>) => unknown;
};

/** What is signed: the descriptor of the target. */
export const plainPayload = JSON.stringify({ targetArtifact: target });

/** A JWS as notation writes it, with what a test wants to be different. */
export function makeJws(signer: TestSigner, wish: Wish = {}): Uint8Array {
  const url = (text: string) => Buffer.from(text).toString('base64url');
  const protectedText = url(JSON.stringify(wish.headers ?? plainHeaders));
  const payload = url(wish.payload ?? plainPayload);
  const key = { key: signer.leaf.key, dsaEncoding: 'ieee-p1363' as const };
  const signature = sign('sha256', Buffer.from(`${protectedText}.${payload}`), key);
  const envelope = {
    payload,
    protected: protectedText,
    header: {
      x5c: (wish.chain ?? signer.chain).map(({ der }) => der.toString('base64')),
      ...(wish.stamp === undefined ? {} : { [attribute.stamp]: wish.stamp(signature).toString('base64') }),
      ...wish.unprotected,
    },
    signature: signature.toString('base64url'),
  };
  return Buffer.from(JSON.stringify(wish.bend?.(envelope) ?? envelope));
}

const typeEncoders: Record<string, (time: Date) => Token[]> = {
  Date: (time) => [new Token(Type.tag, 1), new Token(Type.uint, Math.floor(time.getTime() / 1000))],
};

/** A COSE_Sign1 as notation writes it; a `Date` becomes a time with its tag. */
export function makeCose(
  signer: TestSigner,
  headers: ReadonlyMap<string | number, unknown> = plainCoseHeaders,
  payload = plainPayload,
): Uint8Array {
  const protectedBytes = encode(headers, { typeEncoders });
  const bytes = Buffer.from(payload);
  const signed = encode(['Signature1', protectedBytes, new Uint8Array(), new Uint8Array(bytes)]);
  const signature = sign('sha256', signed, { key: signer.leaf.key, dsaEncoding: 'ieee-p1363' });
  const unprotected = new Map([[33, signer.chain.map(({ der }) => new Uint8Array(der))]]);
  const message = encode([protectedBytes, unprotected, new Uint8Array(bytes), new Uint8Array(signature)]);
  return Buffer.concat([Buffer.from([0xd2]), message]);
}

/** The headers that notation writes into COSE. */
export const plainCoseHeaders: ReadonlyMap<string | number, unknown> = new Map<string | number, unknown>([
  [1, -7],
  [2, [attribute.scheme]],
  [3, payloadType],
  [attribute.scheme, 'notary.x509'],
  [attribute.signingTime, new Date('2026-11-26T04:00:00Z')],
]);

/** An envelope as evidence about the target. */
export function evidenceOf(
  bytes: Uint8Array,
  form: 'notation-jws' | 'notation-cose' = 'notation-jws',
): SignedEvidence {
  return { digest: target.digest, target, kind: 'signature', material: { form, bytes } };
}
