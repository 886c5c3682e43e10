import type { ContentReading, DocumentReading, EnvelopeContext } from '#lib/formats/documents/document';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import type { ClaimedSigner } from '#lib/formats/encoding/certificate';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { cleanText } from '#lib/text/untrusted-text';
import { wrapped } from './wrapped.ts';

/** A DSSE envelope (https://github.com/secure-systems-lab/dsse), opened. */
export function readDsse(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  const isEnvelope = Array.isArray(at(value, 'signatures')) || !context.isWhole;
  return isEnvelope ? openEnvelope(value, context, claimedSigner(undefined)) : undefined;
}

/**
 * The documents in an envelope, with `claimed` as its signer; undefined when the value is no envelope. Its payload may be
 * any file.
 */
export function openEnvelope(
  envelope: unknown,
  context: EnvelopeContext,
  claimed: ClaimedSigner,
): ContentReading | undefined {
  const type = textAt(envelope, 'payloadType');
  const payload = at(envelope, 'payload');
  if (type === undefined || typeof payload !== 'string') return undefined;
  const bytes = decodeBase64(payload);
  const inner = bytes.length === 0 ? { documents: [], problems: [] } : context.openBytes(bytes);
  const fault = context.isWhole ? faultOf(envelope, bytes) : bindingOfHead;
  const documents = inner.documents.length > 0 ? inner.documents : [unknownPayload(type)];
  return {
    documents: documents.map((document) => ofEnvelope(document, claimed, fault)),
    problems: inner.problems,
  };
}

function unknownPayload(type: string): DocumentReading {
  return { kind: 'attestation', format: 'dsse', title: `Envelope · ${cleanText(type, 60)}` };
}

function ofEnvelope(
  document: DocumentReading,
  claimed: ClaimedSigner,
  fault: Binding | undefined,
): DocumentReading {
  const isSignature = document.kind === 'signature';
  const { format } = document;
  return {
    ...wrapped(document, 'dsse'),
    ...(claimed.signer === undefined ? {} : { signer: claimed.signer }),
    format: isSignature ? 'dsse' : format,
    title: isSignature ? claimed.title : document.title,
    binding: fault ?? bindingOf(document),
  };
}

function bindingOf({ binding, subjects }: DocumentReading): Binding {
  if (subjects?.length === 0) return emptyBinding('Its statement is about nothing: it has no subject.');
  return binding ?? bindingOfNames([]);
}

function faultOf(envelope: unknown, payload: Uint8Array): Binding | undefined {
  if (payload.length === 0) return emptyBinding('Its payload is empty.');
  const signatures = listAt(envelope, 'signatures').filter((one) => textAt(one, 'sig') !== undefined);
  return signatures.length === 0 ? emptyBinding('It holds no signature.') : undefined;
}
