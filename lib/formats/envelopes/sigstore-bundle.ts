import type { ContentReading, DocumentReading, EnvelopeContext } from '#lib/formats/documents/document';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { hexOf } from '#lib/formats/encoding/der';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { entriesOfBundle } from '#lib/formats/signatures/log-entry';
import type { SignatureMaterial } from '#lib/formats/signatures/signature-material';
import { bytesInText, summaryOfSignature } from '#lib/formats/signatures/signature-material';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { openEnvelope } from './dsse.ts';
import { wrapped } from './wrapped.ts';

const bundleType = 'application/vnd.dev.sigstore.bundle';

/**
 * A sigstore bundle of any version, opened: a signature of a digest, or an envelope
 * (https://docs.sigstore.dev/about/bundle/).
 */
export function readBundle(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  if (!isBundle(value)) return undefined;
  const material = materialOf(value);
  const envelope = at(value, 'dsseEnvelope');
  const opened = envelope === undefined ? undefined : openEnvelope(envelope, context, material);
  if (opened !== undefined) return { ...opened, documents: opened.documents.map(ofBundle) };
  const message = at(value, 'messageSignature');
  if (message === undefined) return undefined;
  const digest = digestOfMessage(message);
  const signature: DocumentReading = {
    kind: 'signature',
    format: 'sigstore-bundle',
    ...claimedSigner(material.certificates?.[0]),
    binding: context.isWhole ? bindingOfMessage(message) : bindingOfHead,
    summary: () => summaryOfSignature({ ...material, payload: [['digest', digest]], signatures: 1 }),
  };
  return { documents: [wrapped(signature, 'sigstore-bundle')], problems: [] };
}

/**
 * The material of every version (https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto): v0.3
 * holds the certificate itself, older ones the chain; a key has only a hint.
 */
function materialOf(bundle: unknown): SignatureMaterial {
  const material = at(bundle, 'verificationMaterial');
  const chain = listAt(material, 'x509CertificateChain', 'certificates').map((one) =>
    textAt(one, 'rawBytes'),
  );
  const stamps = listAt(material, 'timestampVerificationData', 'rfc3161Timestamps');
  const raw = [textAt(material, 'certificate', 'rawBytes'), ...chain].filter((one) => one !== undefined);
  return {
    form: 'sigstore-bundle',
    certificates: raw.map((text) => decodeBase64(text)),
    keyId: textAt(material, 'publicKey', 'hint'),
    logEntries: entriesOfBundle(at(material, 'tlogEntries')),
    timeStamps: stamps.flatMap((stamp) => bytesInText(textAt(stamp, 'signedTimestamp'))),
  };
}

// Some tools leave the media type out.
function isBundle(value: unknown): boolean {
  if (textAt(value, 'mediaType')?.startsWith(bundleType) === true) return true;
  const isContent = at(value, 'dsseEnvelope') !== undefined || at(value, 'messageSignature') !== undefined;
  return isContent && at(value, 'verificationMaterial') !== undefined;
}

function ofBundle(document: DocumentReading): DocumentReading {
  const format = document.format === 'dsse' ? 'sigstore-bundle' : document.format;
  return { ...wrapped(document, 'sigstore-bundle'), format };
}

const hashNames: Readonly<Record<string, string>> = {
  SHA2_256: 'sha256',
  SHA2_384: 'sha384',
  SHA2_512: 'sha512',
};

/** https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_common.proto, MessageSignature. */
function bindingOfMessage(message: unknown): Binding {
  if (textAt(message, 'signature') === undefined) return emptyBinding('It holds no signature.');
  const digest = digestOfMessage(message);
  return bindingOfNames(digest === undefined ? [] : [digest]);
}

function digestOfMessage(message: unknown): string | undefined {
  const algorithm = hashNames[textAt(message, 'messageDigest', 'algorithm') ?? ''];
  const digest = textAt(message, 'messageDigest', 'digest');
  return algorithm === undefined || digest === undefined
    ? undefined
    : `${algorithm}:${hexOf(decodeBase64(digest))}`;
}
