import { findDoubledName } from '#lib/formats/json/doubled-name';
import { at } from '#lib/formats/json/json-path';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { failed } from '#lib/verify/outcome';
import type { NotationEnvelope } from './envelope.ts';
import { attribute } from './envelope.ts';

const own: readonly string[] = [
  'alg',
  'cty',
  'crit',
  attribute.scheme,
  attribute.signingTime,
  attribute.authenticTime,
  attribute.expiry,
];
// Go passes over the ends of lines.
const base64 = /^[A-Za-z0-9+/\r\n]*={0,2}$/;
const base64url = /^[A-Za-z0-9_\r\n-]*$/;
const lineEnds = /[\r\n]/g;

/**
 * A JWS in flattened JSON, as notation writes it
 * (https://github.com/notaryproject/specifications/blob/main/specs/signature-envelope-jws.md). Of a name that stands
 * twice the last counts, as in Go and in JavaScript, and a warning says so; names that differ only in case are refused,
 * because Go alone takes them for one.
 *
 * @throws Refused `malformed` or `ambiguous-json`
 */
export function readJwsEnvelope(bytes: Uint8Array): NotationEnvelope {
  const envelope = parseNotationJson(bytes, 'The envelope', ['payload', 'protected', 'header', 'signature']);
  const protectedText = urlText(at(envelope.value, 'protected'), 'protected header');
  const payloadText = urlText(at(envelope.value, 'payload'), 'payload');
  const headers = parseNotationJson(Buffer.from(protectedText, 'base64url'), 'The protected header', own);
  const unprotected = at(envelope.value, 'header');
  refuseAlike(unprotected, 'The header', ['x5c', attribute.stamp, attribute.agent]);
  const critical = at(headers.value, 'crit') ?? [];
  if (!Array.isArray(critical)) throw failed('integrity', 'malformed', 'The header “crit” is not a list.');
  const algorithm = at(headers.value, 'alg');
  const stamp = at(unprotected, attribute.stamp) ?? '';
  if (typeof (at(unprotected, attribute.agent) ?? '') !== 'string') {
    throw failed('integrity', 'malformed', 'The name of the program that signed it is not text.');
  }
  return {
    algorithm: typeof algorithm === 'string' ? algorithm : undefined,
    contentType: at(headers.value, 'cty'),
    critical,
    // A header of JOSE or notation that is null is not there, any other one is.
    headers: new Map(
      Object.entries(headers.value).filter(([name, value]) => value !== null || !own.includes(name)),
    ),
    neverCritical: new Set(own),
    chain: certificatesIn(at(unprotected, 'x5c')),
    payload: Buffer.from(payloadText, 'base64url'),
    signature: Buffer.from(urlText(at(envelope.value, 'signature'), 'signature'), 'base64url'),
    signed: Buffer.from(`${protectedText}.${payloadText}`, 'latin1'),
    ...(stamp === '' ? {} : { stamp: plainBytes(stamp, 'time stamp') }),
    warnings: [...envelope.warnings, ...headers.warnings],
  };
}

/**
 * An object of JSON whose names Go and JavaScript read alike, with a warning where one stands twice.
 *
 * @param names those that are read: none may stand there in another case
 * @throws Refused `malformed` or `ambiguous-json`
 */
export function parseNotationJson(
  bytes: Uint8Array,
  what: string,
  names: readonly string[],
): { readonly value: Readonly<Record<string, unknown>>; readonly warnings: readonly string[] } {
  const text = textOf(bytes, what);
  const value = objectIn(text, what);
  refuseAlike(value, what, names);
  const doubled = findDoubledName(text);
  const warning = `${what} has the name “${cleanText(doubled ?? '')}” twice; the last one counts.`;
  return { value, warnings: doubled === undefined ? [] : [warning] };
}

/**
 * Refuses an object that has a name in another case than it is read by: Go takes both for one
 * (https://pkg.go.dev/encoding/json#Unmarshal).
 *
 * @throws Refused `ambiguous-json`
 */
export function refuseAlike(value: unknown, what: string, names: readonly string[]): void {
  if (!isJsonObject(value)) return;
  const exact = new Set(names);
  const folded = new Map(names.map((name) => [fold(name), name]));
  const alike = Object.keys(value).find((name) => !exact.has(name) && folded.has(fold(name)));
  if (alike === undefined) return;
  const meant = folded.get(fold(alike)) ?? '';
  throw failed(
    'binding',
    'ambiguous-json',
    `${what} has the name “${cleanText(alike)}”, which some programs take for “${meant}”.`,
  );
}

/** As Go folds them: the long s and the Kelvin sign are letters of ASCII in another case. */
function fold(name: string): string {
  return name.toUpperCase().toLowerCase();
}

function textOf(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw failed('integrity', 'malformed', `${what} is not text in UTF-8.`);
  }
}

function objectIn(text: string, what: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw failed('integrity', 'malformed', `${what} is not valid JSON.`);
  }
  if (isJsonObject(value)) return value;
  throw failed('integrity', 'malformed', `${what} is no JSON object.`);
}

function urlText(value: unknown, what: string): string {
  if (typeof value === 'string' && base64url.test(value) && digitsIn(value) % 4 !== 1) return value;
  throw failed('integrity', 'malformed', `The ${what} is not in base64url.`);
}

function plainBytes(value: unknown, what: string): Uint8Array {
  if (typeof value === 'string' && base64.test(value) && digitsIn(value) % 4 === 0) {
    return Buffer.from(value, 'base64');
  }
  throw failed('integrity', 'malformed', `A ${what} is not in base64.`);
}

function digitsIn(text: string): number {
  return text.replaceAll(lineEnds, '').length;
}

function certificatesIn(x5c: unknown): readonly Uint8Array[] {
  return Array.isArray(x5c) ? x5c.map((one) => plainBytes(one, 'certificate')) : [];
}
