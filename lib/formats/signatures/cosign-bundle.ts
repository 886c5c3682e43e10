import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { certificateOfPem, claimedSigner } from '#lib/formats/encoding/certificate';
import { at, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { OciError } from '#lib/oci/oci-error';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';

/**
 * What `cosign sign-blob --bundle` wrote before 3.0: the signature, the certificate and the entry of the transparency
 * log side by side.
 */
export function readCosignBundle(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (textAt(value, 'base64Signature') === undefined) return undefined;
  if (at(value, 'cert') === undefined && at(value, 'rekorBundle') === undefined) return undefined;
  const signer = claimedSigner(certificateInText(textAt(value, 'cert')));
  const binding = context.isWhole ? bindingOfEntry(at(value, 'rekorBundle')) : bindingOfHead;
  return { kind: 'signature', format: 'cosign-bundle', ...signer, binding };
}

/** What `cosign download signature` prints: a line for each signature of an image, with what it signs in base64. */
export function readCosignDownload(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const signature = at(value, 'Base64Signature');
  const payload = textAt(value, 'Payload');
  if (typeof signature !== 'string' || payload === undefined) return undefined;
  const signed = parseJson(decodeBase64(payload));
  const digest = textAt(signed, 'critical', 'image', 'docker-manifest-digest');
  if (digest === undefined) return undefined;
  const certificate = certificateInValue(at(value, 'Cert'));
  const binding = !context.isWhole
    ? bindingOfHead
    : signature === ''
      ? emptyBinding('It holds no signature.')
      : bindingOfNames([digest]);
  return { kind: 'signature', format: 'cosign-simplesigning', ...claimedSigner(certificate), binding };
}

/** PEM, or base64 of PEM; what is no certificate is still not a key. */
function certificateInText(text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined;
  const pem = text.includes('-----BEGIN') ? text : new TextDecoder().decode(decodeBase64(text));
  return certificateOfPem(pem) ?? new Uint8Array();
}

// Go writes a parsed certificate with its bytes as `Raw`.
function certificateInValue(value: unknown): Uint8Array | undefined {
  const raw = textAt(value, 'Raw');
  return raw === undefined ? undefined : decodeBase64(raw);
}

/** The hash of the file, as the log holds it (https://github.com/sigstore/rekor/blob/main/types.md). */
function bindingOfEntry(rekorBundle: unknown): Binding {
  const body = textAt(rekorBundle, 'Payload', 'body');
  const entry = body === undefined ? undefined : parsedEntry(body);
  const hash = at(entry, 'spec', 'data', 'hash');
  if (!isJsonObject(hash)) return bindingOfNames([]);
  return bindingOfNames([`${textAt(hash, 'algorithm') ?? ''}:${textAt(hash, 'value') ?? ''}`]);
}

// The signature says the same without its entry.
function parsedEntry(body: string): unknown {
  try {
    return parseJson(decodeBase64(body));
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
