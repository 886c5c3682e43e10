import { decodeBase64 } from '#lib/formats/encoding/base64';
import type { ClaimedSigner } from '#lib/formats/encoding/certificate';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { parseObject } from '#lib/formats/json/partial-json';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, emptyBinding } from '#lib/oci/binding';
import { cleanText } from '#lib/text/untrusted-text';
import type { DocumentContext, DocumentReading } from './document.ts';
import { bindingOfStatement, isStatement, openStatement } from './in-toto.ts';

/** A DSSE envelope (https://github.com/secure-systems-lab/dsse), opened. */
export function readDsse(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const isEnvelope = Array.isArray(at(value, 'signatures')) || !context.isWhole;
  return isEnvelope ? openEnvelope(value, context, claimedSigner(undefined)) : undefined;
}

/** The document in an envelope, with `claimed` as its signer; undefined when the value is no envelope. */
export function openEnvelope(
  envelope: unknown,
  context: DocumentContext,
  claimed: ClaimedSigner,
): DocumentReading | undefined {
  const type = textAt(envelope, 'payloadType');
  const payload = at(envelope, 'payload');
  if (type === undefined || typeof payload !== 'string') return undefined;
  const bytes = decodeBase64(payload);
  const isJson = /json|in-toto/.test(type) && bytes.length > 0;
  const statement = isJson ? parseObject(bytes, context.isWhole) : undefined;
  const opened = statement === undefined ? undefined : openStatement(statement, context);
  const binding = bindingOfEnvelope(envelope, bytes, statement, context);
  if (opened === undefined) {
    const title = `Envelope · ${cleanText(type, 60)}`;
    return { ...claimed, kind: 'attestation', format: 'dsse', title, binding };
  }
  const title = opened.kind === 'signature' ? claimed.title : opened.title;
  const format = opened.kind === 'signature' ? 'dsse' : opened.format;
  return { ...claimed, ...opened, format, envelope: 'dsse', title, binding };
}

function bindingOfEnvelope(
  envelope: unknown,
  payload: Uint8Array,
  statement: unknown,
  { isWhole }: DocumentContext,
): Binding {
  if (!isWhole) return bindingOfHead;
  if (payload.length === 0) return emptyBinding('Its payload is empty.');
  const signatures = listAt(envelope, 'signatures').filter((one) => textAt(one, 'sig') !== undefined);
  if (signatures.length === 0) return emptyBinding('It holds no signature.');
  if (isStatement(statement) && listAt(statement, 'subject').length === 0)
    return emptyBinding('Its statement is about nothing: it has no subject.');
  return bindingOfStatement(statement);
}
