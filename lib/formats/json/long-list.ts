import { OciError } from '#lib/oci/oci-error';

/** A list or object in a JSON text that is worth its own place: a long list, or what holds one. */
export type JsonPlace = {
  readonly isList: boolean;
  /** Of its first bracket. */
  readonly start: number;
  /** Behind its last bracket, or where the text was cut. */
  readonly end: number;
  readonly isClosed: boolean;
  /** Elements of a list. */
  readonly count: number;
  /** Its name in the object that holds it, with its quotes. */
  readonly key: readonly [start: number, end: number];
  /** Its place in the list that holds it. */
  readonly index: number;
  /** Of a list: where pieces of it begin, and how many elements stand before each. */
  readonly pieces: readonly { readonly start: number; readonly index: number }[];
  /** The long ones in it, in their order. */
  readonly inner: readonly JsonPlace[];
};

/**
 * A list in a JSON text, which is parsed piece by piece each time that somebody goes through it: all of its elements at
 * once would take ten times the memory of the text.
 */
export class LongList implements Iterable<unknown> {
  readonly length: number;
  readonly #bytes: Uint8Array;
  readonly #place: JsonPlace;

  constructor(bytes: Uint8Array, place: JsonPlace) {
    this.length = place.count;
    this.#bytes = bytes;
    this.#place = place;
  }

  /** @throws OciError `json-invalid` at an element that is not JSON */
  *[Symbol.iterator](): Generator<unknown, void, undefined> {
    const { pieces, inner, end, isClosed } = this.#place;
    let next = 0;
    for (const [at, piece] of pieces.entries()) {
      // Without the comma before the next piece, and the bracket behind the last.
      const after = pieces[at + 1];
      const stop = after === undefined ? end - (isClosed ? 1 : 0) : after.start - 1;
      const own: JsonPlace[] = [];
      for (let one = inner[next]; one !== undefined && one.start < stop; one = inner[++next]) own.push(one);
      const values = parseAround(this.#bytes, piece.start, stop, own, ['[', ']']);
      if (!Array.isArray(values)) throw notJson();
      for (const place of own) values[place.index - piece.index] = valueAt(this.#bytes, place);
      yield* values;
    }
  }
}

/** The value at a place; each long list in it is a {@link LongList}. */
export function valueAt(bytes: Uint8Array, place: JsonPlace): unknown {
  if (place.isList) return new LongList(bytes, place);
  const value = parseAround(bytes, place.start, place.end, place.inner, ['', place.isClosed ? '' : '}']);
  for (const inner of place.inner) {
    const name = parsePiece(decode(bytes, ...inner.key));
    // Of doubled names the last one counts, which may be a short one.
    if (typeof name !== 'string' || Object.getOwnPropertyDescriptor(value, name)?.value !== null) continue;
    Object.defineProperty(value, name, {
      value: valueAt(bytes, inner),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return value;
}

/** A stretch of the text as JSON, with null in place of each long one in it. */
function parseAround(
  bytes: Uint8Array,
  start: number,
  end: number,
  inner: readonly JsonPlace[],
  [before, behind]: readonly [string, string],
): object {
  let text = before;
  let from = start;
  for (const place of inner) {
    text += `${decode(bytes, from, place.start)}null`;
    from = place.end;
  }
  const value = parsePiece(text + decode(bytes, from, end) + behind);
  if (typeof value === 'object' && value !== null) return value;
  throw notJson();
}

// A piece in the middle begins with no mark of a byte order, whatever its first letter is.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

function parsePiece(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notJson(cause);
  }
}

function notJson(cause?: unknown): OciError {
  return new OciError('json-invalid', 'The document is not valid JSON.', { cause });
}
