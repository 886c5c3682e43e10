import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import type { Cbor } from '#lib/formats/encoding/cbor';
import { parseCbor } from '#lib/formats/encoding/cbor';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { parseJson } from '#lib/oci/parse-json';

const pluginHeader = 'io.cncf.notary.verificationPlugin';
const awsPlugin = 'com.amazonaws.signer.notation.plugin';

/** A JWS in JSON, with its certificates in `x5c` (notaryproject/specifications "signature-envelope-jws"). */
export function readJws(value: unknown, { isWhole }: DocumentContext): DocumentReading | undefined {
  const protectedHeader = textAt(value, 'protected');
  const payload = at(value, 'payload');
  if (protectedHeader === undefined || typeof payload !== 'string') return undefined;
  const [first] = listAt(value, 'header', 'x5c');
  const certificate = typeof first === 'string' ? decodeBase64(first) : undefined;
  const headers = parseJson(decodeBase64(protectedHeader));
  const hasSignature = textAt(value, 'signature') !== undefined;
  const binding = isWhole ? bindingOf(decodeBase64(payload), hasSignature) : bindingOfHead;
  return notation('notation-jws', certificate, textAt(headers, pluginHeader), binding);
}

const coseSign1 = 0xd2;
const x5chain = 33;

/** A COSE_Sign1 in CBOR, with its certificates in the header `x5chain` (RFC 9360 §2). */
export function readCose(
  _start: string,
  bytes: Uint8Array,
  { isWhole }: DocumentContext,
): DocumentReading | undefined {
  if (bytes[0] !== coseSign1) return undefined;
  const parts = parseCbor(bytes);
  if (!Array.isArray(parts) || parts.length !== 4) return undefined;
  const [protectedBytes, unprotected, payload, signature] = parts;
  const protectedMap = protectedBytes instanceof Uint8Array ? parseCbor(protectedBytes) : undefined;
  const chain = headerOf(unprotected, x5chain);
  const first = Array.isArray(chain) ? chain[0] : chain;
  const plugin = headerOf(protectedMap, pluginHeader);
  return notation(
    'notation-cose',
    first instanceof Uint8Array ? first : undefined,
    typeof plugin === 'string' ? plugin : undefined,
    isWhole ? bindingOf(bytesOf(payload), bytesOf(signature).length > 0) : bindingOfHead,
  );
}

/** What notation signs: the descriptor of an artifact (notaryproject/specifications "signature-specification", payload). */
function bindingOf(payload: Uint8Array, hasSignature: boolean): Binding {
  if (payload.length === 0) return emptyBinding('Its payload is empty.');
  if (!hasSignature) return emptyBinding('It holds no signature.');
  return bindingOfNames([textAt(parseJson(payload), 'targetArtifact', 'digest') ?? '']);
}

function bytesOf(value: Cbor): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

function headerOf(headers: Cbor, name: Cbor): Cbor {
  return headers instanceof Map ? headers.get(name) : undefined;
}

function notation(
  format: string,
  certificate: Uint8Array | undefined,
  plugin: string | undefined,
  binding: Binding,
): DocumentReading {
  const suffix = plugin === awsPlugin ? ' · AWS Signer' : '';
  const signer = claimedSigner(certificate);
  return { kind: 'signature', format, ...signer, title: `${signer.title}${suffix}`, binding };
}
