import { decodeBase64 } from '#lib/formats/encoding/base64';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { at, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import type { DocumentContext, DocumentReading } from './document.ts';
import { openEnvelope } from './dsse.ts';

const bundleType = 'application/vnd.dev.sigstore.bundle';

/** A sigstore bundle, opened: a signature of a digest, or an envelope (https://docs.sigstore.dev/about/bundle/). */
export function readBundle(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (textAt(value, 'mediaType')?.startsWith(bundleType) !== true) return undefined;
  const signer = claimedSigner(certificateOf(value));
  const opened =
    at(value, 'dsseEnvelope') === undefined
      ? undefined
      : openEnvelope(at(value, 'dsseEnvelope'), context, signer);
  if (opened !== undefined) {
    const format = opened.format === 'dsse' ? 'sigstore-bundle' : opened.format;
    return { ...opened, format, envelope: 'sigstore-bundle' };
  }
  const message = at(value, 'messageSignature');
  if (message === undefined) return undefined;
  const binding = context.isWhole ? bindingOfMessage(message) : bindingOfHead;
  return { kind: 'signature', format: 'sigstore-bundle', envelope: 'sigstore-bundle', ...signer, binding };
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
