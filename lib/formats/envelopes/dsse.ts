import type { ContentReading, DocumentReading, EnvelopeContext } from '#lib/formats/documents/document';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { SignatureMaterial } from '#lib/formats/signatures/signature-material';
import {
  bytesInText,
  certificatesInValue,
  materialOfAnnotations,
  summaryOfSignature,
} from '#lib/formats/signatures/signature-material';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { cleanText } from '#lib/text/untrusted-text';
import { wrapped } from './wrapped.ts';

/** A DSSE envelope (https://github.com/secure-systems-lab/dsse), opened. */
export function readDsse(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  const isEnvelope = Array.isArray(at(value, 'signatures')) || !context.isWhole;
  return isEnvelope ? openEnvelope(value, context, ownMaterial(value, context)) : undefined;
}

/**
 * What lies beside the first signature: a key id, and as extensions certificates and time stamps
 * (https://github.com/secure-systems-lab/dsse/blob/master/envelope.md, and as Witness writes them); cosign before 3.0
 * keeps them in the annotations of the layer.
 */
function ownMaterial(envelope: unknown, { annotations }: EnvelopeContext): SignatureMaterial {
  const first = at(envelope, 'signatures', 0);
  const beside = materialOfAnnotations(annotations);
  const pems = [at(first, 'cert'), at(first, 'certificate'), ...listAt(first, 'intermediates')];
  const stamps = listAt(first, 'timestamps').flatMap((stamp) => textAt(stamp, 'data') ?? []);
  return {
    ...beside,
    form: 'dsse',
    certificates: [...pems.flatMap(certificatesInValue), ...(beside.certificates ?? [])],
    timeStamps: [...stamps.flatMap(bytesInText), ...(beside.timeStamps ?? [])],
  };
}

/**
 * The documents in an envelope, with the claims of what lies beside it; undefined when the value is no envelope. Its
 * payload may be any file.
 */
export function openEnvelope(
  envelope: unknown,
  context: EnvelopeContext,
  beside: SignatureMaterial,
): ContentReading | undefined {
  const type = textAt(envelope, 'payloadType');
  const payload = at(envelope, 'payload');
  if (type === undefined || typeof payload !== 'string') return undefined;
  const bytes = decodeBase64(payload);
  const inner = bytes.length === 0 ? { documents: [], problems: [] } : context.openBytes(bytes);
  const signatures = listAt(envelope, 'signatures');
  const keyIds = signatures.flatMap((signature) => textAt(signature, 'keyid') ?? []);
  const material = { ...beside, keyId: beside.keyId ?? keyIds[0], signatures: signatures.length };
  const fault = context.isWhole ? faultOf(envelope, bytes) : bindingOfHead;
  const documents = inner.documents.length > 0 ? inner.documents : [unknownPayload(type)];
  return {
    documents: documents.map((document) => ofEnvelope(document, material, type, fault)),
    problems: inner.problems,
  };
}

function unknownPayload(type: string): DocumentReading {
  return { kind: 'attestation', format: 'dsse', title: `Envelope · ${cleanText(type, 60)}` };
}

function ofEnvelope(
  document: DocumentReading,
  material: SignatureMaterial,
  type: string,
  fault: Binding | undefined,
): DocumentReading {
  const isSignature = document.kind === 'signature';
  const claimed = claimedSigner(material.certificates?.[0]);
  const claims = () =>
    summaryOfSignature({ ...material, payload: [['payloadType', type], ...signedBy(document)] });
  return {
    ...wrapped(document, 'dsse'),
    ...(claimed.signer === undefined ? {} : { signer: claimed.signer }),
    ...(isSignature ? { format: 'dsse', title: claimed.title, summary: claims } : { signature: claims }),
    binding: fault ?? bindingOf(document),
  };
}

/** What the statement within is about. */
function signedBy({ subjects = [], title }: DocumentReading): readonly (readonly [string, string])[] {
  const named = subjects.map(({ name, digest }, at) => [name ?? `subject ${at + 1}`, digest ?? ''] as const);
  return [['document', title], ...named];
}

function bindingOf({ binding, subjects }: DocumentReading): Binding {
  if (subjects?.length === 0) return emptyBinding('Its statement has no subject, so it is about nothing.');
  return binding ?? bindingOfNames([]);
}

function faultOf(envelope: unknown, payload: Uint8Array): Binding | undefined {
  if (payload.length === 0) return emptyBinding('Its payload is empty.');
  const signatures = listAt(envelope, 'signatures').filter((one) => textAt(one, 'sig') !== undefined);
  return signatures.length === 0 ? emptyBinding('It holds no signature.') : undefined;
}
