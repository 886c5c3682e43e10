import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, sign } from 'node:crypto';
import { dsse } from '@sigstore/core';
import type { Digest } from '#lib/oci/digest';
import { parseDigest } from '#lib/oci/digest';
import type { Material, SignedEvidence } from '#lib/verify/signed-evidence';
import type { MadeCertificate } from './certificate-maker.ts';
import { logBodyOf, promisedEntry, provenEntry } from './log-maker.ts';
import type { MadeSigstore } from './sigstore-maker.ts';
import { makeStamp } from './stamp-maker.ts';

export const inToto = 'application/vnd.in-toto+json';
export const signedDigest: Digest = parseDigest(`sha256:${'a'.repeat(64)}`);
export const otherDigest: Digest = parseDigest(`sha256:${'b'.repeat(64)}`);

/** A statement about an artifact, as cosign 3 signs it. */
export function statementOf(digest: Digest, more: object = {}): Buffer {
  const [algorithm = '', hash = ''] = digest.split(':');
  return Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ digest: { [algorithm]: hash } }],
      predicateType: 'https://sigstore.dev/cosign/sign/v1',
      predicate: {},
      ...more,
    }),
  );
}

export type BundleOptions = {
  readonly payload?: Buffer;
  readonly payloadType?: string;
  readonly mediaType?: string;
  /** Which log entries and time stamps it carries along, and of when. */
  readonly log?: 'rekor-1' | 'rekor-2' | 'none';
  readonly loggedAt?: Date;
  readonly stampedAt?: readonly Date[];
};

const usual = new Date('2026-06-01T12:05:00Z');

/** A bundle with a certificate, or with a key where only that is given. */
export function makeBundle(
  sigstore: MadeSigstore,
  signer: MadeCertificate | KeyObject,
  options: BundleOptions = {},
) {
  const {
    payload = statementOf(signedDigest),
    payloadType = inToto,
    log = 'rekor-1',
    stampedAt = [],
  } = options;
  const isCertificate = 'der' in signer;
  const signed = dsse.preAuthEncoding(payloadType, payload);
  const signature = sign('sha256', signed, isCertificate ? signer.privateKey : signer);
  const certificate = isCertificate ? signer.der : Buffer.alloc(0);
  const verifier = isCertificate
    ? signer.pem
    : createPublicKey(signer).export({ type: 'spki', format: 'pem' }).toString();
  const entry = {
    'rekor-1': () =>
      promisedEntry(
        sigstore.log,
        logBodyOf('dsse', '0.0.1', {
          payloadHash: { algorithm: 'sha256', value: sha256(payload).toString('hex') },
          signatures: [
            { signature: signature.toString('base64'), verifier: Buffer.from(verifier).toString('base64') },
          ],
        }),
        options.loggedAt ?? usual,
      ),
    'rekor-2': () =>
      provenEntry(
        sigstore.log,
        logBodyOf('hashedrekord', '0.0.2', {
          hashedRekordV002: {
            data: { algorithm: 'SHA2_256', digest: sha256(signed).toString('base64') },
            signature: {
              content: signature.toString('base64'),
              // In the order of canonical JSON: cosign writes an entry anew before it computes the proof.
              verifier: {
                keyDetails: 'PKIX_ECDSA_P256_SHA_256',
                x509Certificate: { rawBytes: certificate.toString('base64') },
              },
            },
          },
        }),
      ),
    none: () => undefined,
  }[log]();
  return {
    mediaType:
      options.mediaType ??
      (log === 'rekor-1'
        ? 'application/vnd.dev.sigstore.bundle+json;version=0.1'
        : 'application/vnd.dev.sigstore.bundle.v0.3+json'),
    verificationMaterial: {
      ...materialOf(log === 'rekor-1', isCertificate ? certificate : undefined),
      tlogEntries: entry === undefined ? [] : [entry],
      timestampVerificationData: {
        rfc3161Timestamps: stampedAt.map((at) => ({
          signedTimestamp: makeStamp(sigstore.stamper, 'stamps', signature, at).toString('base64'),
        })),
      },
    },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType,
      signatures: [{ sig: signature.toString('base64') }],
    },
  };
}

function materialOf(isFirst: boolean, certificate: Buffer | undefined) {
  if (certificate === undefined) return { publicKey: { hint: 'x' } };
  const raw = { rawBytes: certificate.toString('base64') };
  return isFirst ? { x509CertificateChain: { certificates: [raw] } } : { certificate: raw };
}

/** What cosign 2 pushes beside an image. */
export function makeLayer(
  key: KeyObject,
  payload: Buffer,
  more: Readonly<Record<string, string>> = {},
): Material {
  return {
    form: 'cosign-simplesigning',
    bytes: payload,
    annotations: {
      'dev.cosignproject.cosign/signature': sign('sha256', payload, key).toString('base64'),
      ...more,
    },
  };
}

/** The payload of such a layer. */
export function simplePayload(digest: Digest): Buffer {
  return Buffer.from(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': '' },
        image: { 'docker-manifest-digest': digest },
        type: 'cosign container image signature',
      },
      optional: null,
    }),
  );
}

/** What cosign 2 writes into the annotation `dev.sigstore.cosign/bundle`. */
export function legacyEntry(
  sigstore: MadeSigstore,
  signed: { readonly payload: Buffer; readonly signature: string; readonly verifier: string },
  at: Date = usual,
): string {
  const body = logBodyOf('hashedrekord', '0.0.1', {
    data: { hash: { algorithm: 'sha256', value: sha256(signed.payload).toString('hex') } },
    signature: {
      content: signed.signature,
      publicKey: { content: Buffer.from(signed.verifier).toString('base64') },
    },
  });
  const entry = promisedEntry(sigstore.log, body, at);
  return JSON.stringify({
    SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
    Payload: {
      body: entry.canonicalizedBody,
      integratedTime: Number(entry.integratedTime),
      logIndex: Number(entry.logIndex),
      logID: sigstore.log.id.toString('hex'),
    },
  });
}

/** Evidence that hangs on the artifact of `signedDigest`: a bundle in JSON, or a layer. */
export function evidenceOf(made: object, digest: Digest = signedDigest): SignedEvidence {
  return {
    digest: otherDigest,
    target: { digest, size: 401, mediaType: 'application/vnd.oci.image.manifest.v1+json' },
    kind: 'signature',
    material:
      'form' in made
        ? (made as Material)
        : { form: 'sigstore-bundle', bytes: new TextEncoder().encode(JSON.stringify(made)) },
  };
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
