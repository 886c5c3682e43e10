import { createHash } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import { dsse } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { cannotCheck, failed } from '#lib/verify/outcome';
import type { Target } from '#lib/verify/signed-evidence';
import { parseBundle } from './bundle.ts';
import type { OpenEvidence } from './open-evidence.ts';
import type { Claims } from './statement.ts';
import { claimOfStatement } from './statement.ts';

/**
 * A bundle of Sigstore (https://docs.sigstore.dev/about/bundle/): a signed statement, or a signature over the artifact
 * itself.
 *
 * @throws Refused `malformed`, `ambiguous-json`, `version-not-supported`, `wrong-signature-count`, `form-not-supported`
 */
export function openBundle(bytes: Uint8Array, target: Target): OpenEvidence {
  const { content, verificationMaterial } = parseBundle(bytes);
  const stamps = verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
  return {
    form: 'bundle',
    ...(content.$case === 'dsseEnvelope'
      ? openEnvelope(content.dsseEnvelope)
      : openMessage(content.messageSignature, target)),
    beside: {
      certificate: () => certificateIn(verificationMaterial.content),
      entries: () => verificationMaterial.tlogEntries,
      stamps: () => stamps.map(({ signedTimestamp }) => signedTimestamp),
    },
  };
}

function certificateIn(material: Bundle['verificationMaterial']['content']): Uint8Array | undefined {
  if (material.$case === 'certificate') return material.certificate.rawBytes;
  if (material.$case === 'publicKey') return undefined;
  const [leaf] = material.x509CertificateChain.certificates;
  if (leaf === undefined)
    throw failed('trust', 'malformed', 'The bundle holds a chain without a certificate.');
  return leaf.rawBytes;
}

type Content = Pick<OpenEvidence, 'signed' | 'signatures' | 'logged' | 'claim'>;
type Envelope = Extract<Bundle['content'], { $case: 'dsseEnvelope' }>['dsseEnvelope'];
type Message = Extract<Bundle['content'], { $case: 'messageSignature' }>['messageSignature'];

/** https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
function openEnvelope({ payload, payloadType, signatures }: Envelope): Content {
  return {
    signed: dsse.preAuthEncoding(payloadType, payload),
    signatures: signatures.map(({ sig }) => sig),
    logged: payload,
    claim: ({ digest }) => claimOfStatement(payloadType, payload, digest),
  };
}

const hashes: Readonly<Partial<Record<HashAlgorithm, string>>> = {
  [HashAlgorithm.SHA2_256]: 'sha256',
  [HashAlgorithm.SHA2_384]: 'sha384',
  [HashAlgorithm.SHA2_512]: 'sha512',
};

function openMessage({ messageDigest, signature }: Message, { bytes }: Target): Content {
  const hash = hashes[messageDigest.algorithm];
  if (bytes === undefined || hash === undefined)
    throw cannotCheck(
      'integrity',
      'form-not-supported',
      'The bundle holds a signature over the artifact itself, whose bytes are not at hand.',
    );
  return {
    signed: Buffer.from(bytes),
    signatures: [signature],
    logged: Buffer.from(bytes),
    claim: (target) => claimOfMessage(target, { hash, bytes, named: messageDigest.digest }),
  };
}

function claimOfMessage(
  { digest }: Target,
  message: { readonly hash: string; readonly bytes: Uint8Array; readonly named: Buffer },
): Claims {
  const [algorithm = ''] = digest.split(':');
  const isTarget = digest === `${algorithm}:${hashOf(algorithm, message.bytes).toString('hex')}`;
  if (!isTarget || !message.named.equals(hashOf(message.hash, message.bytes)))
    throw failed('binding', 'other-digest', 'The bundle names another digest.');
  return { warnings: [] };
}

function hashOf(algorithm: string, bytes: Uint8Array): Buffer {
  return createHash(algorithm).update(bytes).digest();
}
