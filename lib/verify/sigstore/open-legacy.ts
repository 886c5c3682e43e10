import type { TransparencyLogEntry } from '@sigstore/bundle';
import { dsse } from '@sigstore/core';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { certificatesOfPem } from '#lib/formats/encoding/certificate';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { parseJson } from '#lib/oci/parse-json';
import { verifyLimits } from '#lib/verify/limits';
import { failed } from '#lib/verify/outcome';
import { parseStrictJson } from '#lib/verify/strict-json';
import type { OpenEvidence } from './open-evidence.ts';
import { claimOfSimpleSigning } from './simple-signing.ts';
import { claimOfStatement } from './statement.ts';

type Annotations = Readonly<Record<string, string>>;
const signatureName = 'dev.cosignproject.cosign/signature';
const prefix = 'dev.sigstore.cosign/';

/**
 * A layer of a `.sig` manifest: the payload, and beside it what cosign 1 and 2 put into annotations
 * (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#properties).
 *
 * @throws Refused `annotation-invalid`
 */
export function openSignatureLayer(bytes: Uint8Array, annotations: Annotations): OpenEvidence {
  const text = annotations[signatureName] ?? '';
  if (text === '')
    throw failed('integrity', 'annotation-invalid', 'The annotation with the signature is missing or empty.');
  return {
    form: 'legacy',
    signed: Buffer.from(bytes),
    signatures: [inAnnotation(() => bytesOf(text), 'signature')],
    logged: Buffer.from(bytes),
    beside: besideOf(annotations),
    claim: ({ digest }) => claimOfSimpleSigning(bytes, digest),
  };
}

/**
 * A layer of an `.att` manifest: an envelope with one signature or more, any of which counts
 * (https://github.com/secure-systems-lab/dsse/blob/master/envelope.md).
 *
 * @throws Refused `malformed`, `ambiguous-json`, `wrong-signature-count`, `annotation-invalid`
 */
export function openAttestationLayer(bytes: Uint8Array, annotations: Annotations): OpenEvidence {
  const json = parseStrictJson(bytes, 'The envelope');
  const payloadType = textAt(json, 'payloadType') ?? '';
  const signatures = listAt(json, 'signatures').slice(0, verifyLimits.signaturesMax);
  if (signatures.length === 0)
    throw failed('integrity', 'wrong-signature-count', 'The envelope holds no signature.');
  const payload = bytesOf(textAt(json, 'payload') ?? '');
  return {
    form: 'legacy',
    signed: dsse.preAuthEncoding(payloadType, payload),
    signatures: signatures.map((signature) => bytesOf(textAt(signature, 'sig') ?? '')),
    logged: Buffer.from(bytes),
    stamped: Buffer.from(bytes),
    beside: besideOf(annotations),
    claim: ({ digest }) => claimOfStatement(payloadType, payload, digest),
  };
}

function besideOf(annotations: Annotations): OpenEvidence['beside'] {
  const read = <T>(name: string, what: string, open: (text: string) => T): T | undefined => {
    const text = annotations[`${prefix}${name}`] ?? '';
    return text === '' ? undefined : inAnnotation(() => open(text), what);
  };
  const stampOf = (text: string) => bytesOf(textAt(parseJson(text), 'SignedRFC3161Timestamp') ?? '');
  return {
    certificate: () => read('certificate', 'certificate', certificateOf),
    entries: () => [read('bundle', 'log entry', (text) => entryOf(parseJson(text))) ?? []].flat(),
    stamps: () => [read('rfc3161timestamp', 'time stamp', stampOf) ?? []].flat(),
  };
}

function certificateOf(pem: string): Uint8Array {
  const [certificate] = certificatesOfPem(pem);
  if (certificate === undefined) throw new TypeError('The text is not PEM.');
  return certificate;
}

/** An entry of Rekor 1 as cosign writes it (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#properties). */
function entryOf(json: unknown): TransparencyLogEntry {
  const canonicalizedBody = bytesOf(textAt(json, 'Payload', 'body') ?? '');
  const body = parseJson(canonicalizedBody);
  return {
    logIndex: String(at(json, 'Payload', 'logIndex')),
    logId: { keyId: Buffer.from(textAt(json, 'Payload', 'logID') ?? '', 'hex') },
    kindVersion: { kind: textAt(body, 'kind') ?? '', version: textAt(body, 'apiVersion') ?? '' },
    integratedTime: String(at(json, 'Payload', 'integratedTime')),
    inclusionPromise: { signedEntryTimestamp: bytesOf(textAt(json, 'SignedEntryTimestamp') ?? '') },
    inclusionProof: undefined,
    canonicalizedBody,
  };
}

/** @throws OciError for what is not base64 */
function bytesOf(base64: string): Buffer {
  return Buffer.from(decodeBase64(base64));
}

function inAnnotation<T>(read: () => T, what: string): T {
  try {
    return read();
  } catch {
    throw failed('integrity', 'annotation-invalid', `The annotation with the ${what} cannot be read.`);
  }
}
