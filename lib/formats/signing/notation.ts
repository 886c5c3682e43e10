import type { Context, Document } from '#lib/formats/forms/document';
import { listAt, textAt } from '#lib/formats/json/json-path';
import { decodeBase64 } from '#lib/formats/signing/base64';
import type { Cbor } from '#lib/formats/signing/cbor';
import { parseCbor } from '#lib/formats/signing/cbor';
import { signedBy } from '#lib/formats/signing/signer';
import { parseJson } from '#lib/oci/parse-json';

const pluginHeader = 'io.cncf.notary.verificationPlugin';
const awsPlugin = 'com.amazonaws.signer.notation.plugin';

/** A JWS in JSON, with its certificates in `x5c` (notaryproject/specifications "signature-envelope-jws"). */
export function readJws(value: unknown, { isWhole }: Context): Document | undefined {
  const certificates = listAt(value, 'header', 'x5c');
  const protectedHeader = textAt(value, 'protected');
  if (protectedHeader === undefined || textAt(value, 'payload') === undefined) return undefined;
  if (textAt(value, 'signature') === undefined && isWhole) return undefined;
  const [first] = certificates;
  const certificate = typeof first === 'string' ? decodeBase64(first) : undefined;
  const headers = parseJson(decodeBase64(protectedHeader));
  return notation('notation-jws', certificate, textAt(headers, pluginHeader));
}

const coseSign1 = 0xd2;
const x5chain = 33;

/** A COSE_Sign1 in CBOR, with its certificates in the header `x5chain` (RFC 9360 §2). */
export function readCose(bytes: Uint8Array): Document | undefined {
  if (bytes[0] !== coseSign1) return undefined;
  const parts = parseCbor(bytes);
  if (!Array.isArray(parts) || parts.length !== 4) return undefined;
  const [protectedBytes, unprotected] = parts;
  const protectedMap = protectedBytes instanceof Uint8Array ? parseCbor(protectedBytes) : undefined;
  const chain = headerOf(unprotected, x5chain);
  const first = Array.isArray(chain) ? chain[0] : chain;
  const plugin = headerOf(protectedMap, pluginHeader);
  return notation(
    'notation-cose',
    first instanceof Uint8Array ? first : undefined,
    typeof plugin === 'string' ? plugin : undefined,
  );
}

function headerOf(headers: Cbor, name: Cbor): Cbor {
  return headers instanceof Map ? headers.get(name) : undefined;
}

function notation(format: string, certificate: Uint8Array | undefined, plugin: string | undefined): Document {
  const suffix = plugin === awsPlugin ? ' · AWS Signer' : '';
  const signer = signedBy(certificate);
  return { kind: 'signature', format, ...signer, title: `${signer.title}${suffix}` };
}
