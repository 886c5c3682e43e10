import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { unlessBroken } from '#lib/formats/encoding/unless-broken';
import { at, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { entryOfCosign } from './log-entry.ts';
import { bytesInText, certificatesInValue, summaryOfSignature } from './signature-material.ts';
import { payloadOfSimple } from './simple-signing.ts';

// With a key and without a log the signature stands alone.
const fields: ReadonlySet<string> = new Set(['base64Signature', 'cert', 'rekorBundle']);

/**
 * What `cosign sign-blob --bundle` wrote before 3.0: the signature, the certificate and the entry of the transparency
 * log side by side.
 */
export function readCosignBundle(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (textAt(value, 'base64Signature') === undefined) return undefined;
  if (!isJsonObject(value) || Object.keys(value).some((name) => !fields.has(name))) return undefined;
  const rekor = at(value, 'rekorBundle');
  const certificates = certificatesInValue(at(value, 'cert'));
  const hasCertificate = textAt(value, 'cert') !== undefined;
  const digest = digestOfEntry(rekor);
  const names = digest === undefined ? [] : [digest];
  return {
    kind: 'signature',
    format: 'cosign-bundle',
    ...claimedSigner(certificates[0] ?? (hasCertificate ? new Uint8Array() : undefined)),
    binding: context.isWhole ? bindingOfNames(names) : bindingOfHead,
    summary: () =>
      summaryOfSignature({
        form: 'cosign-bundle',
        certificates,
        logEntries: entryOfCosign(rekor),
        payload: [['digest', digest]],
        signatures: 1,
      }),
  };
}

/** What `cosign download signature` prints: a line for each signature of an image, with what it signs in base64. */
export function readCosignDownload(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const signature = at(value, 'Base64Signature');
  const payload = textAt(value, 'Payload');
  if (typeof signature !== 'string' || payload === undefined) return undefined;
  const signed = parseJson(decodeBase64(payload));
  const digest = textAt(signed, 'critical', 'image', 'docker-manifest-digest');
  if (digest === undefined) return undefined;
  const certificates = [...certificatesInValue(at(value, 'Cert')), ...chainOf(at(value, 'Chain'))];
  const stamp = textAt(value, 'RFC3161Timestamp', 'SignedRFC3161Timestamp');
  return {
    kind: 'signature',
    format: 'cosign-simplesigning',
    ...claimedSigner(certificates[0]),
    binding: bindingOfDownload(signature, digest, context),
    summary: () =>
      summaryOfSignature({
        form: 'cosign-simplesigning',
        certificates,
        logEntries: entryOfCosign(at(value, 'Bundle')),
        timeStamps: bytesInText(stamp),
        payload: payloadOfSimple(signed),
        signatures: 1,
      }),
  };
}

function chainOf(chain: unknown): readonly Uint8Array[] {
  return (Array.isArray(chain) ? chain : [chain]).flatMap(certificatesInValue);
}

function bindingOfDownload(signature: string, digest: string, { isWhole }: DocumentContext): Binding {
  if (!isWhole) return bindingOfHead;
  return signature === '' ? emptyBinding('It holds no signature.') : bindingOfNames([digest]);
}

/** The hash of the file, as the log holds it (https://github.com/sigstore/rekor/blob/main/types.md). */
function digestOfEntry(rekorBundle: unknown): string | undefined {
  const body = textAt(rekorBundle, 'Payload', 'body');
  // The signature says the same without its entry.
  const entry = body === undefined ? undefined : unlessBroken(() => parseJson(decodeBase64(body)));
  const algorithm = textAt(entry, 'spec', 'data', 'hash', 'algorithm');
  const hash = textAt(entry, 'spec', 'data', 'hash', 'value');
  return algorithm === undefined || hash === undefined ? undefined : `${algorithm}:${hash}`;
}
