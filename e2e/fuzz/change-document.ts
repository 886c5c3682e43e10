import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import type { Random } from '#e2e/fuzz/random';

const strange: readonly [unknown, ...unknown[]] = [
  null,
  ...[true, false, 0, -1, 1.5, 1e300, 2 ** 53, Number.MAX_SAFE_INTEGER, '', ' ', 'a', '\0', '\ud800', [], {}],
  ...[
    [null],
    [[]],
    { digest: null },
    { toString: 1 },
    { length: 1 },
    'sha256:',
    '__proto__',
    'https://a.example',
  ],
];
const strangeKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  '0',
  'length',
] as const;
const deepOnceIn = 40;
const deepest = 80;

/** A JSON text with one to three places of its document changed, as only somebody who knows the format would. */
export function changeDocument(text: string, random: Random, target: FuzzTarget): string {
  let written = text;
  for (let changes = 1 + random.below(3); changes > 0; changes--)
    written = changeOnce(written, random, target);
  return written;
}

// The place is found by counting values, and put in by its marker: keys like __proto__ then survive to the text.
function changeOnce(text: string, random: Random, target: FuzzTarget): string {
  const places = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[[{]|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g)];
  const place = places[random.below(places.length)];
  if (place === undefined) return text;
  const isKey = place[1] !== undefined;
  const end = isKey || !/^[[{]/.test(place[0]) ? place.index + place[0].length : endOf(text, place.index);
  const old = text.slice(place.index, end);
  return (
    text.slice(0, place.index) +
    (isKey ? changeKey(old, random) : changeValue(old, random, target)) +
    text.slice(end)
  );
}

function changeKey(old: string, random: Random): string {
  const key = `${JSON.stringify(random.pick(strangeKeys))}:`;
  return random.oneIn(2) ? key : `${key}${JSON.stringify(random.pick(strange))},${old}`;
}

function changeValue(old: string, random: Random, { words, seeds }: FuzzTarget): string {
  if (random.oneIn(deepOnceIn))
    return '['.repeat(random.below(deepest)) + old + ']'.repeat(random.below(deepest));
  if (random.oneIn(4)) return JSON.stringify(random.pick(words));
  if (random.oneIn(8)) return random.pick(seeds);
  if (random.oneIn(8)) return `[${Array.from({ length: 1 + random.below(30) }, () => old).join(',')}]`;
  return JSON.stringify(random.pick(strange));
}

function endOf(text: string, start: number): number {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (isInString && char === '\\') at++;
    else if (char === '"') isInString = !isInString;
    else if (!isInString && (char === '{' || char === '[')) depth++;
    else if (!isInString && (char === '}' || char === ']') && --depth === 0) return at + 1;
  }
  return text.length;
}
