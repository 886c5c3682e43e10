import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { decodeBase64 } from '#lib/formats/encoding/base64';
import type { Cbor } from '#lib/formats/encoding/cbor';
import { parseCbor } from '#lib/formats/encoding/cbor';
import { claimedSigner } from '#lib/formats/encoding/certificate';
import { unlessBroken } from '#lib/formats/encoding/unless-broken';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { Binding } from '#lib/oci/binding';
import { bindingOfHead, bindingOfNames, emptyBinding } from '#lib/oci/binding';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { dateOfSeconds } from './log-entry.ts';
import type { SignatureMaterial } from './signature-material.ts';
import { bytesInText, summaryOfSignature } from './signature-material.ts';

const awsPlugin = 'com.amazonaws.signer.notation.plugin';

/** The names of the headers (https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md). */
const header = {
  plugin: 'io.cncf.notary.verificationPlugin',
  scheme: 'io.cncf.notary.signingScheme',
  signingTime: 'io.cncf.notary.signingTime',
  authenticTime: 'io.cncf.notary.authenticSigningTime',
  expiry: 'io.cncf.notary.expiry',
  agent: 'io.cncf.notary.signingAgent',
  stamp: 'io.cncf.notary.timestampSignature',
} as const;

/** The headers and the payload of either envelope, in one form. */
type Notation = {
  readonly format: 'notation-jws' | 'notation-cose';
  readonly header: (name: string) => string | undefined;
  readonly payload: Uint8Array;
  readonly hasSignature: boolean;
  readonly certificates: readonly Uint8Array[];
  readonly timeStamps: readonly Uint8Array[];
  readonly algorithm: string | undefined;
};

/** A JWS in JSON, with its certificates in `x5c` (notaryproject/specifications "signature-envelope-jws"). */
export function readJws(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const payload = at(value, 'payload');
  // https://www.rfc-editor.org/rfc/rfc7515#section-7.2: the general form has a list of signatures, the flat one is one.
  const signature = at(value, 'signatures', 0) ?? value;
  const protectedHeader = textAt(signature, 'protected');
  if (protectedHeader === undefined || typeof payload !== 'string') return undefined;
  const headers = parseJson(decodeBase64(protectedHeader));
  const chain = listAt(signature, 'header', 'x5c').filter((one) => typeof one === 'string');
  return readNotation(
    {
      format: 'notation-jws',
      header: (name) => textAt(headers, name) ?? textAt(signature, 'header', name),
      payload: decodeBase64(payload),
      hasSignature: textAt(signature, 'signature') !== undefined,
      certificates: chain.map((one) => decodeBase64(one)),
      timeStamps: bytesInText(textAt(signature, 'header', header.stamp)),
      algorithm: textAt(headers, 'alg'),
    },
    context,
  );
}

const coseSign1 = 0xd2;
const x5chain = 33;

/** https://www.iana.org/assignments/cose/cose.xhtml#algorithms */
const algorithms: ReadonlyMap<Cbor, string> = new Map<Cbor, string>([
  [-7, 'ES256'],
  [-35, 'ES384'],
  [-36, 'ES512'],
  [-37, 'PS256'],
  [-38, 'PS384'],
  [-39, 'PS512'],
]);

/** A COSE_Sign1 in CBOR, with its certificates in the header `x5chain` (RFC 9360 §2). */
export function readCose(
  _start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  if (bytes[0] !== coseSign1) return undefined;
  const parts = parseCbor(bytes);
  if (!Array.isArray(parts) || parts.length !== 4) return undefined;
  const [protectedBytes, unprotected, payload, signature] = parts;
  const headers = protectedBytes instanceof Uint8Array ? parseCbor(protectedBytes) : undefined;
  const chain = headerOf(unprotected, x5chain);
  const stamp = headerOf(unprotected, header.stamp);
  return readNotation(
    {
      format: 'notation-cose',
      header: (name) => textOf(headerOf(headers, name)) ?? textOf(headerOf(unprotected, name)),
      payload: bytesOf(payload),
      hasSignature: bytesOf(signature).length > 0,
      certificates: (Array.isArray(chain) ? chain : [chain]).filter((one) => one instanceof Uint8Array),
      timeStamps: stamp instanceof Uint8Array ? [stamp] : [],
      algorithm: algorithms.get(headerOf(headers, 1)),
    },
    context,
  );
}

function bytesOf(value: Cbor): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

function headerOf(headers: Cbor, name: Cbor): Cbor {
  return headers instanceof Map ? headers.get(name) : undefined;
}

// Times are seconds in CBOR, and a text in JSON.
function textOf(value: Cbor): string | undefined {
  return typeof value === 'string' ? value : dateOfSeconds(value);
}

function readNotation(notation: Notation, { isWhole }: DocumentContext): DocumentReading {
  const signer = claimedSigner(notation.certificates[0]);
  const suffix = notation.header(header.plugin) === awsPlugin ? ' · AWS Signer' : '';
  return {
    kind: 'signature',
    format: notation.format,
    ...signer,
    title: `${signer.title}${suffix}`,
    binding: isWhole ? bindingOf(notation) : bindingOfHead,
    summary: () => summaryOfSignature(materialOf(notation)),
  };
}

function materialOf(notation: Notation): SignatureMaterial {
  const { format, certificates, timeStamps, algorithm } = notation;
  const target = at(
    unlessBroken(() => parseJson(notation.payload)),
    'targetArtifact',
  );
  const annotations = at(target, 'annotations');
  return {
    form: format,
    certificates,
    timeStamps,
    algorithm,
    signingTime: notation.header(header.signingTime) ?? notation.header(header.authenticTime),
    payload: [
      ['digest', at(target, 'digest')],
      ['mediaType', at(target, 'mediaType')],
      ['size', at(target, 'size')],
      ...Object.entries(isJsonObject(annotations) ? annotations : {}),
      ['signingScheme', notation.header(header.scheme)],
      ['expiry', notation.header(header.expiry)],
      ['signingAgent', notation.header(header.agent)],
      ['verificationPlugin', notation.header(header.plugin)],
    ],
    signatures: notation.hasSignature ? 1 : 0,
  };
}

/** What notation signs: the descriptor of an artifact (notaryproject/specifications "signature-specification", payload). */
function bindingOf({ payload, hasSignature }: Notation): Binding {
  if (payload.length === 0) return emptyBinding('Its payload is empty.');
  if (!hasSignature) return emptyBinding('It holds no signature.');
  return bindingOfNames([textAt(parseJson(payload), 'targetArtifact', 'digest') ?? '']);
}
