import type { TagDecoder } from 'cborg';
import { decode, encode } from 'cborg';
import { failed } from '#lib/verify/outcome';
import type { HeaderName, NotationEnvelope } from './envelope.ts';
import { attribute } from './envelope.ts';

/** A value with the tag that it had. */
class Tagged {
  readonly tag: number;
  readonly value: unknown;

  constructor(tag: number, value: unknown) {
    this.tag = tag;
    this.value = value;
  }
}

// COSE_Sign1 in its tag and a list of four, in the one encoding that go-cose takes.
const beginning = [0xd2, 0x84];
const tagOfTime = 1;
const tagOfSign1 = 18;

/** https://www.iana.org/assignments/cose/cose.xhtml#header-parameters */
const header = { algorithm: 1, critical: 2, contentType: 3, vector: 5, partialVector: 6, chain: 33 } as const;

/** https://www.iana.org/assignments/cose/cose.xhtml#algorithms */
const algorithms: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [-7, 'ES256'],
  [-35, 'ES384'],
  [-36, 'ES512'],
  [-37, 'PS256'],
  [-38, 'PS384'],
  [-39, 'PS512'],
]);

/**
 * A COSE_Sign1 (https://www.rfc-editor.org/rfc/rfc9052#section-4.2), as notation writes it
 * (https://github.com/notaryproject/specifications/blob/main/specs/signature-envelope-cose.md). Names that stand twice
 * and lengths that are not stated are refused.
 *
 * @throws Refused `malformed`
 */
export function readCoseEnvelope(bytes: Uint8Array): NotationEnvelope {
  if (!beginning.every((byte, place) => bytes[place] === byte))
    throw malformed('It is not a tagged COSE_Sign1.');
  const message = parse(bytes);
  const parts = message instanceof Tagged && message.tag === tagOfSign1 ? message.value : undefined;
  if (!Array.isArray(parts) || parts.length !== 4) throw malformed('It is not a COSE_Sign1 with four parts.');
  const [protectedPart, unprotectedPart, payloadPart, signaturePart]: readonly unknown[] = parts;
  const protectedBytes = bytesOf(protectedPart, 'protected header');
  const payload = bytesOf(payloadPart, 'payload');
  const headers = headersOf(protectedBytes.length === 0 ? new Map() : parse(protectedBytes));
  const unprotected = headersOf(unprotectedPart);
  if (headers.has(header.vector) && headers.has(header.partialVector)) {
    throw malformed('It has two headers that exclude each other.');
  }
  if (unprotected.has(header.critical)) throw malformed('Its list of critical headers is not signed.');
  const critical = headers.get(header.critical) ?? [];
  if (!Array.isArray(critical)) throw malformed('Its critical headers are not a list.');
  const stamp = unprotected.get(attribute.stamp);
  return {
    algorithm: algorithms.get(headers.get(header.algorithm)),
    contentType: headers.get(header.contentType),
    critical,
    headers: withTimes(headers),
    neverCritical: new Set(),
    chain: certificatesIn(unprotected.get(header.chain)),
    payload,
    signature: bytesOf(signaturePart, 'signature'),
    signed: encode(['Signature1', protectedBytes, new Uint8Array(), payload]),
    ...(stamp instanceof Uint8Array && stamp.length > 0 ? { stamp } : {}),
    warnings: [],
  };
}

function parse(bytes: Uint8Array): unknown {
  const keepTag =
    (tag: number): TagDecoder =>
    (inner) =>
      new Tagged(tag, inner());
  try {
    return decode(bytes, {
      useMaps: true,
      strict: true,
      allowIndefinite: false,
      allowBigInt: false,
      rejectDuplicateMapKeys: true,
      tags: { [tagOfTime]: keepTag(tagOfTime), [tagOfSign1]: keepTag(tagOfSign1) },
    });
  } catch {
    throw malformed('Its CBOR is broken, or a name appears twice.');
  }
}

function headersOf(value: unknown): ReadonlyMap<HeaderName, unknown> {
  if (!(value instanceof Map)) throw malformed('Its headers are not a map.');
  const headers = new Map<HeaderName, unknown>();
  for (const [name, content] of value) {
    if (typeof name !== 'string' && typeof name !== 'number')
      throw malformed('One of its headers has no name.');
    headers.set(name, content);
  }
  return headers;
}

/** Times are seconds with a tag; without it they are numbers like any other. */
function withTimes(headers: ReadonlyMap<HeaderName, unknown>): ReadonlyMap<HeaderName, unknown> {
  const entries = [...headers].map(([name, value]) => [name, timeOf(value) ?? value] as const);
  return new Map(entries);
}

function timeOf(value: unknown): Date | undefined {
  if (!(value instanceof Tagged) || value.tag !== tagOfTime || typeof value.value !== 'number')
    return undefined;
  return new Date(value.value * 1000);
}

function bytesOf(value: unknown, what: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw malformed(`Its ${what} is not there.`);
}

function certificatesIn(value: unknown): readonly Uint8Array[] {
  return Array.isArray(value) ? value.map((one) => bytesOf(one, 'chain of certificates')) : [];
}

function malformed(reason: string): Error {
  return failed('integrity', 'malformed', `This is not a notation envelope: ${lower(reason)}`);
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
