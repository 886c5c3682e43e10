/** One element of DER (https://www.itu.int/rec/T-REC-X.690): its tag and where its content lies. */
export type DerElement = { readonly tag: number; readonly content: Uint8Array };

/** The tags that certificates and time stamps are made of. */
export const derTag = {
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context3: 0xa3,
} as const;

/** The elements that follow each other in some bytes; those from the first malformed one on are left out. */
export function derElements(bytes: Uint8Array): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at + 1);
    if (length === undefined || length.start + length.value > bytes.length) break;
    const end = length.start + length.value;
    elements.push({ tag: bytes[at] ?? 0, content: bytes.subarray(length.start, end) });
    at = end;
  }
  return elements;
}

/** The elements inside the first element of some bytes; empty for none. */
export function derInside(bytes: Uint8Array | undefined): readonly DerElement[] {
  const [first] = bytes === undefined ? [] : derElements(bytes);
  return first === undefined ? [] : derElements(first.content);
}

function lengthAt(bytes: Uint8Array, at: number): { value: number; start: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, start: at + 1 };
  const octets = first & 0x7f;
  // Four octets say up to 4 GiB; no certificate says more, and 0x80 (no length) is not DER.
  if (octets === 0 || octets > 4 || at + octets >= bytes.length) return undefined;
  const value = bytes.subarray(at + 1, at + 1 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
  return { value, start: at + 1 + octets };
}

const oidMaxOctets = 32;

/** An object identifier in its numbers: `2.5.4.3`. Empty for no element. */
export function derOid(element: DerElement | undefined): string {
  if (element === undefined) return '';
  const numbers: number[] = [];
  let value = 0;
  for (const octet of element.content.subarray(0, oidMaxOctets)) {
    value = value * 128 + (octet & 0x7f);
    if ((octet & 0x80) !== 0) continue;
    numbers.push(...(numbers.length === 0 ? firstTwo(value) : [value]));
    value = 0;
  }
  return numbers.join('.');
}

// https://www.itu.int/rec/T-REC-X.690 §8.19.4: the first two arcs are one number.
function firstTwo(value: number): readonly [number, number] {
  const first = Math.min(2, Math.floor(value / 40));
  return [first, value - first * 40];
}

const textMaxOctets = 4_000;

/** The letters of a string of any type, as they are; empty for no element. */
export function derText(element: DerElement | undefined): string {
  if (element === undefined) return '';
  const encoding = element.tag === derTag.bmpString ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(element.content.subarray(0, textMaxOctets));
}

const afterYear = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,]\d{1,9})?Z$/;

/** A time in RFC 3339 (https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5); undefined for something else. */
export function derTime(element: DerElement | undefined): string | undefined {
  const isShort = element?.tag === derTag.utcTime;
  if (!isShort && element?.tag !== derTag.generalizedTime) return undefined;
  const text = derText(element);
  const digits = text.slice(0, isShort ? 2 : 4);
  const [all, month, day, hour, minute, second = '00'] = afterYear.exec(text.slice(digits.length)) ?? [];
  if (all === undefined || !/^\d+$/.test(digits)) return undefined;
  const century = isShort ? (Number(digits) >= 50 ? '19' : '20') : '';
  return `${century}${digits}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

/** Octets in hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
