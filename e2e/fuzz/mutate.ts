import { changeDocument } from '#e2e/fuzz/change-document';
import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import type { Random } from '#e2e/fuzz/random';

type Bytes = Uint8Array<ArrayBuffer>;
type Mutation = (bytes: Bytes, random: Random, target: FuzzTarget) => Bytes;

const mutationsMax = 6;
const lengthMax = 64 * 1024;
const longOnceIn = 400;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What no grammar expects: controls, marks of other scripts, the ends of ranges, half characters. */
const oddities = [
  ...[
    '\0',
    '\r\n',
    '\t',
    '\x1b',
    '\x7f',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\u200b',
    '\u202e',
    '\u2066',
    '\u2028',
  ],
  ...[
    '\ufeff',
    '\ufffd',
    '\uffff',
    'ß',
    'İ',
    'ﬃ',
    '１',
    '。',
    '💥',
    '٠',
    'e\u0301',
    '%00',
    '%2e%2e%2f',
    '../',
    '\\',
  ],
  ...[
    '0',
    '-1',
    '1e999',
    '9007199254740993',
    '-0',
    '00',
    '0x1',
    'NaN',
    '65536',
    '4294967296',
    "'",
    '"',
    '`',
    '$',
  ],
] as const;

const mutations: readonly [Mutation, ...Mutation[]] = [
  (bytes, random) => replaceAt(bytes, random.below(bytes.length), 1, [random.below(256)]),
  (bytes, random) => {
    const at = random.below(bytes.length);
    return replaceAt(bytes, at, 1, [(bytes[at] ?? 0) ^ (1 << random.below(8))]);
  },
  (bytes, random) => replaceAt(bytes, random.below(bytes.length), random.below(9), []),
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  (bytes, random) => insert(bytes, random, encoder.encode(random.pick(oddities))),
  (bytes, random, { words }) => insert(bytes, random, encoder.encode(random.pick(words))),
  (bytes, random, { words }) =>
    replaceAt(bytes, random.below(bytes.length), random.below(20), encoder.encode(random.pick(words))),
  (bytes, random) => insert(bytes, random, pieceOf(bytes, random)),
  (bytes, random, { seeds }) => {
    const other = encoder.encode(random.pick(seeds));
    return concatenate(bytes.slice(0, random.below(bytes.length + 1)), pieceOf(other, random));
  },
  (bytes, random) => {
    const piece = pieceOf(bytes, random).slice(0, 40);
    return insert(bytes, random, repeat(piece, 1 + random.below(30)));
  },
];

/** Input `index` of a run: the same for the same seed, most of them nearly right. */
export function makeInput(target: FuzzTarget, random: Random): Bytes {
  const seed = random.pick(target.seeds);
  const text = target.isJson && !random.oneIn(4) ? changeDocument(seed, random, target) : seed;
  let bytes: Bytes = encoder.encode(text);
  // Most changed documents stay as they are: what is no JSON any more says little about what reads JSON.
  const count = text !== seed && !random.oneIn(4) ? 0 : 1 + random.below(mutationsMax);
  for (let i = 0; i < count; i++) bytes = random.pick(mutations)(bytes, random, target).slice(0, lengthMax);
  return random.oneIn(longOnceIn) ? lengthen(bytes, random, target) : bytes;
}

/** An input as a person can paste it into a test. */
export function literalOf(bytes: Bytes): string {
  const text = decoder.decode(bytes);
  const isText = encoder.encode(text).every((byte, i) => byte === bytes[i]);
  const shown = isText
    ? JSON.stringify(text)
    : `Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64')`;
  return shown.replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

// What is linear for a line may not be for 64 KiB.
function lengthen(bytes: Bytes, random: Random, { words }: FuzzTarget): Bytes {
  const piece = random.oneIn(2) ? encoder.encode(random.pick(words)) : pieceOf(bytes, random);
  return insert(bytes, random, repeat(piece, Math.ceil(lengthMax / Math.max(1, piece.length)))).slice(
    0,
    lengthMax,
  );
}

function insert(bytes: Bytes, random: Random, piece: Bytes): Bytes {
  return replaceAt(bytes, random.below(bytes.length + 1), 0, piece);
}

function replaceAt(bytes: Bytes, at: number, length: number, piece: ArrayLike<number>): Bytes {
  return concatenate(bytes.slice(0, at), Uint8Array.from(piece), bytes.slice(at + length));
}

function pieceOf(bytes: Bytes, random: Random): Bytes {
  const start = random.below(bytes.length);
  return bytes.slice(start, start + 1 + random.below(bytes.length - start));
}

function repeat(piece: Bytes, times: number): Bytes {
  const whole = new Uint8Array(piece.length * times);
  for (let i = 0; i < times; i++) whole.set(piece, i * piece.length);
  return whole;
}

function concatenate(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
