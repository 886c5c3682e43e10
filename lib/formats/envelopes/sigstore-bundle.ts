import type { ContentReading, DocumentReading, EnvelopeContext } from '#lib/formats/documents/document';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { at, textAt } from '#lib/formats/json/json-path';
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
  const signer = claimedSigner(certificateOf(value));
  const envelope = at(value, 'dsseEnvelope');
  const opened = envelope === undefined ? undefined : openEnvelope(envelope, context, signer);
  if (opened !== undefined) return { ...opened, documents: opened.documents.map(ofBundle) };
  const message = at(value, 'messageSignature');
  if (message === undefined) return undefined;
  const binding = context.isWhole ? bindingOfMessage(message) : bindingOfHead;
  const signature = { kind: 'signature', format: 'sigstore-bundle', ...signer, binding } as const;
  return { documents: [wrapped(signature, 'sigstore-bundle')], problems: [] };
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
  const algorithm = hashNames[textAt(message, 'messageDigest', 'algorithm') ?? ''];
  const digest = textAt(message, 'messageDigest', 'digest');
  if (algorithm === undefined || digest === undefined) return bindingOfNames([]);
  const hex = Array.from(decodeBase64(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return bindingOfNames([`${algorithm}:${hex}`]);
}

// v0.3 holds the certificate itself, older ones the chain; a key has no name of its own.
function certificateOf(bundle: unknown): Uint8Array | undefined {
  const material = at(bundle, 'verificationMaterial');
  const raw =
    textAt(material, 'certificate', 'rawBytes') ??
    textAt(material, 'x509CertificateChain', 'certificates', 0, 'rawBytes');
  return raw === undefined ? undefined : decodeBase64(raw);
}
