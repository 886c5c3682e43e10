import { formatLimits } from '#lib/formats/limits';
import { ociLimits } from '#lib/oci/limits';
import { OciError } from '#lib/oci/oci-error';
import type { JsonPlace } from './long-list.ts';
import { valueAt } from './long-list.ts';

const { longListBytes, pieceBytes, valuesMax } = formatLimits;

/** The bytes of JSON's own characters (https://www.rfc-editor.org/rfc/rfc8259#section-2). */
const quote = 0x22;
const comma = 0x2c;
const listOpen = 0x5b;
const backslash = 0x5c;
const listClose = 0x5d;
const objectOpen = 0x7b;
const objectClose = 0x7d;

/**
 * A large JSON text in UTF-8 as a value whose long lists are parsed while somebody goes through them; undefined when it
 * has none, or is not one object, and is read as others are. `isWhole`: false for the head of a text.
 *
 * @throws OciError `json-invalid` or `json-too-deep`
 */
export function parseLargeJson(bytes: Uint8Array, isWhole: boolean): unknown {
  const root = findLongLists(bytes, isWhole);
  return root === undefined ? undefined : valueAt(bytes, root);
}

/**
 * Makes sure that a text, however it is read, becomes no more values than fit into memory: a native parser stops for
 * nothing.
 *
 * @throws OciError `json-invalid`
 */
export function assertFewValues(bytes: Uint8Array): void {
  let values = 0;
  for (const code of bytes) if (code === comma || code === listOpen || code === objectOpen) values += 1;
  if (values > valuesMax) throw tooMany();
}

/** What is open, by depth; numbers in lists of their own, since there are millions of brackets. */
type Stack = {
  depth: number;
  readonly start: Int32Array;
  readonly isList: Uint8Array;
  readonly commas: Int32Array;
  /** Values in it that would be in memory together: of a list, since its last piece began. */
  readonly values: Int32Array;
  readonly lastComma: Int32Array;
  readonly pieceStart: Int32Array;
  readonly keyStart: Int32Array;
  readonly keyEnd: Int32Array;
  readonly pieces: { start: number; index: number }[][];
  readonly inner: JsonPlace[][];
};

/**
 * Where the long lists of a JSON text in UTF-8 are, in one pass that makes no values. Undefined when it has none, or is
 * not one object. `isWhole`: false for the head of a text, whose last, incomplete element is left out.
 *
 * @throws OciError `json-invalid` for brackets that do not fit and for too many values, `json-too-deep` when it is nested deeper than 64
 */
export function findLongLists(bytes: Uint8Array, isWhole: boolean): JsonPlace | undefined {
  const { length } = bytes;
  const stack = emptyStack();
  let keyStart = 0;
  let keyEnd = 0;
  // What was passed over in vain once is not passed over again.
  let unskipped = 0;
  for (let i = 0; i < length; i++) {
    const code = bytes[i];
    if (code === quote) {
      keyStart = i;
      i = endOfString(bytes, i);
      keyEnd = i + 1;
    } else if (code === comma) passComma(stack, i);
    else if (code === objectOpen || code === listOpen) {
      if (stack.isList[stack.depth] === 1 && i >= unskipped) {
        const end = skipElement(bytes, i, stack);
        if (end > 0) {
          i = end;
          continue;
        }
        unskipped = i + longListBytes;
      }
      open(stack, i, code === listOpen, keyStart, keyEnd);
    } else if (code === objectClose || code === listClose) {
      const place = close(stack, i + 1, code === listClose);
      if (stack.depth > 0) continue;
      return place !== undefined && !place.isList && isBlank(bytes, i + 1) ? place : undefined;
    }
  }
  return isWhole ? undefined : closeCut(stack);
}

/** The quote that ends a string, or where the text ends. */
function endOfString(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let i = start + 1;
  while (i < length) {
    const code = bytes[i];
    if (code === quote) return i;
    i += code === backslash ? 2 : 1;
  }
  return length;
}

/** 1 for the bytes that mean something between values. */
const isMark = new Uint8Array(256);
for (const code of [quote, comma, listOpen, listClose, objectOpen, objectClose]) isMark[code] = 1;

/**
 * The last bracket of an element of a list that is too short to hold a long one, which nearly all are: nothing of it needs
 * to be remembered but how many values it has. 0 when it is longer, or not whole.
 */
function skipElement(bytes: Uint8Array, from: number, stack: Stack): number {
  const end = Math.min(bytes.length, from + longListBytes);
  const outer = stack.depth;
  let depth = outer;
  let values = 0;
  for (let i = from; i < end; i++) {
    const code = bytes[i] ?? 0;
    if (isMark[code] === 0) continue;
    if (code === quote) i = endOfString(bytes, i);
    else if (code === comma) values += 1;
    else if (code === objectOpen || code === listOpen) {
      if (depth >= ociLimits.jsonMaxDepth) throw tooDeep();
      depth += 1;
      values += 1;
      stack.isList[depth] = code === listOpen ? 1 : 0;
    } else {
      if ((stack.isList[depth] === 1) !== (code === listClose)) throw notJson();
      depth -= 1;
      if (depth > outer) continue;
      addValues(stack, outer, values);
      return i;
    }
  }
  return 0;
}

function addValues(stack: Stack, depth: number, more: number): void {
  const values = (stack.values[depth] ?? 0) + more;
  stack.values[depth] = values;
  if (values > valuesMax) throw tooMany();
}

function emptyStack(): Stack {
  const size = ociLimits.jsonMaxDepth + 1;
  return {
    depth: 0,
    start: new Int32Array(size),
    isList: new Uint8Array(size),
    commas: new Int32Array(size),
    values: new Int32Array(size),
    lastComma: new Int32Array(size),
    pieceStart: new Int32Array(size),
    keyStart: new Int32Array(size),
    keyEnd: new Int32Array(size),
    pieces: Array.from({ length: size }, () => []),
    inner: Array.from({ length: size }, () => []),
  };
}

function open(stack: Stack, at: number, isList: boolean, keyStart: number, keyEnd: number): void {
  if (stack.depth >= ociLimits.jsonMaxDepth) throw tooDeep();
  stack.depth += 1;
  const { depth } = stack;
  stack.start[depth] = at;
  stack.isList[depth] = isList ? 1 : 0;
  stack.commas[depth] = 0;
  stack.values[depth] = 0;
  stack.lastComma[depth] = at;
  stack.pieceStart[depth] = at;
  stack.keyStart[depth] = keyStart;
  stack.keyEnd[depth] = keyEnd;
}

function passComma(stack: Stack, at: number): void {
  const { depth } = stack;
  const commas = (stack.commas[depth] ?? 0) + 1;
  stack.commas[depth] = commas;
  stack.lastComma[depth] = at;
  addValues(stack, depth, 1);
  if (at - (stack.pieceStart[depth] ?? 0) < pieceBytes || stack.isList[depth] !== 1) return;
  stack.values[depth] = 0;
  stack.pieces[depth]?.push({ start: at + 1, index: commas });
  stack.pieceStart[depth] = at;
}

/** Closes the innermost; gives it when it is long or holds one that is. */
function close(stack: Stack, end: number, isList: boolean): JsonPlace | undefined {
  const { depth } = stack;
  if (depth === 0 || (stack.isList[depth] === 1) !== isList) throw notJson();
  stack.depth -= 1;
  addValues(stack, depth - 1, (stack.values[depth] ?? 0) + 1);
  const isLong = isList && end - (stack.start[depth] ?? 0) >= longListBytes;
  if (!isLong && stack.inner[depth]?.length === 0) {
    if (stack.pieces[depth]?.length !== 0) stack.pieces[depth] = [];
    return undefined;
  }
  return toPlace(stack, depth, end, true);
}

/** Makes a place of what is open at a depth, and gives it to what holds it. */
function toPlace(stack: Stack, depth: number, end: number, isClosed: boolean): JsonPlace {
  const { start, isList, commas, pieces, inner, keyStart, keyEnd } = stack;
  const first = start[depth] ?? 0;
  const before = commas[depth] ?? 0;
  const place: JsonPlace = {
    isList: isList[depth] === 1,
    start: first,
    end,
    isClosed,
    // What was cut ends before its last comma.
    count: isClosed ? before + 1 : before,
    key: [keyStart[depth] ?? 0, keyEnd[depth] ?? 0],
    index: commas[depth - 1] ?? 0,
    pieces: [{ start: first + 1, index: 0 }, ...(pieces[depth] ?? [])].filter((piece) => piece.start <= end),
    inner: inner[depth] ?? [],
  };
  pieces[depth] = [];
  inner[depth] = [];
  inner[depth - 1]?.push(place);
  return place;
}

/** The root of a text that was cut in a long list: the list ends before the element that is not whole. */
function closeCut(stack: Stack): JsonPlace | undefined {
  const { start, isList, lastComma } = stack;
  let long = stack.depth;
  const isLong = (depth: number) =>
    isList[depth] === 1 && (lastComma[depth] ?? 0) - (start[depth] ?? 0) >= longListBytes;
  while (long > 0 && !isLong(long)) long -= 1;
  if (long === 0 || isList[1] === 1) return undefined;
  for (let depth = stack.depth; depth > long; depth--) {
    stack.pieces[depth] = [];
    stack.inner[depth] = [];
  }
  const end = lastComma[long] ?? 0;
  let place: JsonPlace | undefined;
  for (let depth = long; depth > 0; depth--) place = toPlace(stack, depth, end, false);
  return place;
}

function notJson(): OciError {
  return new OciError('json-invalid', 'The document is not valid JSON.');
}

function tooDeep(): OciError {
  const message = `The document is nested deeper than ${ociLimits.jsonMaxDepth} levels.`;
  return new OciError('json-too-deep', message);
}

function tooMany(): OciError {
  const message = `It holds more than ${valuesMax.toLocaleString('en')} values that belong together.`;
  return new OciError('json-invalid', message);
}

function isBlank(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < bytes.length; i++) if ((bytes[i] ?? 0) > 0x20) return false;
  return true;
}
