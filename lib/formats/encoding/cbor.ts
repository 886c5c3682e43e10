import { formatLimits } from '#lib/formats/limits';

/** A value of CBOR (RFC 8949) as far as COSE headers need it; everything else is `undefined`. */
export type Cbor =
  | number
  | string
  | boolean
  | Uint8Array
  | readonly Cbor[]
  | ReadonlyMap<Cbor, Cbor>
  | undefined;

type Cursor = { readonly bytes: Uint8Array; at: number };

/** The first value in some bytes; what follows a malformed or cut place is missing from it. */
export function parseCbor(bytes: Uint8Array): Cbor {
  return readValue({ bytes, at: 0 }, 0);
}

function readValue(cursor: Cursor, depth: number): Cbor {
  const first = cursor.bytes[cursor.at++];
  if (first === undefined || depth > formatLimits.cborMaxDepth) return stop(cursor);
  const argument = readArgument(cursor, first & 0x1f);
  if (argument === undefined) return stop(cursor);
  switch (first >> 5) {
    case 0:
      return argument;
    case 1:
      return -1 - argument;
    case 2:
      return take(cursor, argument);
    case 3:
      return new TextDecoder().decode(take(cursor, argument));
    case 4:
      return Array.from(items(cursor, argument, depth));
    case 5:
      return readMap(cursor, argument, depth);
    case 6:
      return readValue(cursor, depth + 1);
    default:
      return argument === 20 ? false : argument === 21 ? true : undefined;
  }
}

function readMap(cursor: Cursor, count: number, depth: number): ReadonlyMap<Cbor, Cbor> {
  const flat = Array.from(items(cursor, count * 2, depth));
  const map = new Map<Cbor, Cbor>();
  for (let i = 0; i + 1 < flat.length; i += 2) map.set(flat[i], flat[i + 1]);
  return map;
}

/** As many values as are promised and there: each takes a byte at least. */
function* items(cursor: Cursor, count: number, depth: number): Generator<Cbor> {
  for (let i = 0; i < count && cursor.at < cursor.bytes.length; i++) yield readValue(cursor, depth + 1);
}

/** The number after the first byte; undefined for the streamed lengths, which COSE does not use. */
function readArgument(cursor: Cursor, info: number): number | undefined {
  if (info < 24) return info;
  if (info > 27) return undefined;
  const octets = take(cursor, 2 ** (info - 24));
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return Number.isSafeInteger(value) ? value : undefined;
}

function take(cursor: Cursor, length: number): Uint8Array {
  const start = cursor.at;
  cursor.at = Math.min(start + length, cursor.bytes.length);
  return cursor.bytes.subarray(start, cursor.at);
}

function stop(cursor: Cursor): undefined {
  cursor.at = cursor.bytes.length;
  return undefined;
}
