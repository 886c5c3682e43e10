import type { ASN1Obj } from '@sigstore/core';
import { verifyLimits } from '#lib/verify/limits';

/** The attributes of a name, by their types: `C`, `ST`, `O`, `CN`. */
export type DistinguishedName = ReadonlyMap<string, string>;

/** A name, or the sentence that says why it is none. */
export type NameReading = { readonly name: DistinguishedName } | { readonly problem: string };

/** https://www.rfc-editor.org/rfc/rfc4514#section-3, and the numbers that Go writes out too. */
const types: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.5', 'SERIALNUMBER'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.17', 'POSTALCODE'],
]);
// Values in hexadecimal: notation refuses any name with one.
const encoded = '=#';
const unsupported = 'has an attribute whose value notation does not read';
const demanded = ['C', 'ST', 'O'];
const escaped = /^\\(?:([0-9a-fA-F]{2})|([ "#+,;<=>\\]))/;

/**
 * A name as policies write it (https://www.rfc-editor.org/rfc/rfc4514#section-3), by the rules of notation: `C`, `ST` and
 * `O` must be there, no type twice, and no two in one part
 * (https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md#trusted-identities-constraints).
 */
export function parseDistinguishedName(text: string): NameReading {
  if (text.length > verifyLimits.distinguishedNameMaxCharacters) return { problem: 'is too long' };
  if (text.includes(encoded)) return { problem: unsupported };
  const name = new Map<string, string>();
  let rest = text;
  while (rest.trim() !== '') {
    const equals = rest.indexOf('=');
    if (equals < 1) return { problem: 'is not written as C=…, ST=…, O=…' };
    const type = rest.slice(0, equals).trim();
    const value = readValue(rest.slice(equals + 1));
    if (value === undefined) return { problem: 'has a character that must be escaped' };
    if (value.end === '+') return { problem: 'has two attributes in one part' };
    if (!/^[A-Za-z][\w.-]{0,63}$|^[\d.]{3,64}$/.test(type))
      return { problem: 'has an attribute without a type' };
    const key = type === 'S' ? 'ST' : type;
    if (name.has(key)) return { problem: `has the attribute ${key} twice` };
    name.set(key, value.text);
    if (value.end !== '' && value.rest.trim() === '') return { problem: 'ends in a comma' };
    rest = value.rest;
  }
  return whole(name);
}

/**
 * The subject of a certificate in the same form. One that has a type twice, or a type without letters, such as an address
 * of mail, has no name here: notation refuses it.
 */
export function nameOfSubject(subject: ASN1Obj): NameReading {
  const name = new Map<string, string>();
  const attributes = subject.subs.flatMap(({ subs }) => subs);
  for (const { subs } of attributes) {
    const [type, value] = subs;
    if (type === undefined || value === undefined) return { problem: 'cannot be read' };
    const key = types.get(numberOf(type));
    const text = textOf(value);
    if (key === undefined || text.includes(encoded)) return { problem: unsupported };
    // Go keeps one common name and one serial number, the last, and lists of all others.
    const isSingle = key === 'CN' || key === 'SERIALNUMBER';
    if (name.has(key) && !isSingle) return { problem: `has the attribute ${key} twice` };
    name.set(key, text);
  }
  return whole(name);
}

/** `C=US, ST=WA, O=Acme, CN=release`: the attributes of a subject for people; empty where it has none. */
export function subjectText(subject: ASN1Obj): string {
  const attributes = subject.subs.flatMap(({ subs }) => subs);
  return attributes
    .map(({ subs: [type, value] }) => {
      const number = type === undefined ? '' : numberOf(type);
      return `${types.get(number) ?? number}=${value === undefined ? '' : textOf(value)}`;
    })
    .join(', ');
}

/** Whether every attribute of the first name stands in the second. */
export function isPartOf(first: DistinguishedName, second: DistinguishedName): boolean {
  return [...first].every(([type, value]) => second.get(type) === value);
}

function whole(name: DistinguishedName): NameReading {
  const missing = demanded.find((type) => (name.get(type) ?? '') === '');
  return missing === undefined ? { name } : { problem: `has no attribute ${missing}` };
}

type Value = { readonly text: string; readonly end: string; readonly rest: string };

/** A value up to the comma, semicolon or plus that ends it; spaces around it that are not escaped are no part of it. */
function readValue(input: string): Value | undefined {
  const bytes: number[] = [];
  const start = input.length - input.trimStart().length;
  let kept = 0;
  let at = start;
  for (; at < input.length; ) {
    const char = String.fromCodePoint(input.codePointAt(at) ?? 0);
    if (char === ',' || char === ';' || char === '+') break;
    if (char === '\\') {
      const [all, hex, special = ''] = escaped.exec(input.slice(at, at + 3)) ?? [];
      if (all === undefined) return undefined;
      bytes.push(hex === undefined ? special.charCodeAt(0) : Number.parseInt(hex, 16));
      kept = bytes.length;
      at += all.length;
    } else {
      if (char === '"') return undefined;
      bytes.push(...Buffer.from(char));
      if (char !== ' ') kept = bytes.length;
      at += char.length;
    }
  }
  return {
    text: Buffer.from(bytes.slice(0, kept)).toString('utf8'),
    end: input.charAt(at),
    rest: input.slice(at + 1),
  };
}

/** The numbers of a type; empty where it has none. */
function numberOf(type: ASN1Obj): string {
  return type.tag.isOID() ? type.toOID() : '';
}

function textOf({ tag, value }: ASN1Obj): string {
  const bmpString = 0x1e;
  return new TextDecoder(tag.toDER() === bmpString ? 'utf-16be' : 'utf-8').decode(value);
}
