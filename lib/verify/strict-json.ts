import { parseJson } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { failed } from './outcome.ts';

/**
 * Bytes or text as a JSON value that every parser reads alike: no name stands twice in an object, and no two differ only
 * in their case, which Go takes for one (https://pkg.go.dev/encoding/json#Unmarshal). Inside the members of the top that
 * `free` lists, which nothing is decided by, names may differ in case.
 *
 * @param what what is read, as the subject of a sentence: `The statement`
 * @param onTwice hears of each name that stands twice, where the last one counts for all; left out: it is refused
 * @throws Refused `malformed` for what is not JSON, `ambiguous-json` for what is read in two ways
 */
export function parseStrictJson(
  input: Uint8Array | string,
  what: string,
  free: readonly string[] = [],
  onTwice?: (name: string) => void,
): unknown {
  const { text, value } = parse(input, what);
  forAlikeNames(text, free, (first, second) => {
    const name = cleanText(second);
    if (first === second && onTwice !== undefined) onTwice(name);
    else throw failed('binding', 'ambiguous-json', `${what} has ${sayAlike(cleanText(first), name)}`);
  });
  return value;
}

function sayAlike(first: string, second: string): string {
  return first === second
    ? `the name “${first}” twice in one object, so that two programs can read two things.`
    : `“${first}” beside “${second}”, which some programs take for one name.`;
}

function parse(input: Uint8Array | string, what: string): { text: string; value: unknown } {
  try {
    const text = typeof input === 'string' ? input : utf8.decode(input);
    return { text, value: parseJson(text) };
  } catch {
    throw failed('integrity', 'malformed', `${what} is not valid JSON.`);
  }
}

// A mark of the byte order is a character like others here: Go refuses it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** An object or a list that is open: its names by what they are without their case, none in a list. */
type Open = { readonly names: Map<string, string> | undefined; readonly isFree: boolean; last: string };

function forAlikeNames(
  text: string,
  free: readonly string[],
  tell: (first: string, second: string) => void,
): void {
  const open: Open[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      const end = endOfString(text, i);
      const top = open.at(-1);
      if (top?.names !== undefined && isName(text, end)) {
        const name = decode(text.slice(i, end + 1));
        const key = top.isFree ? name : withoutCase(name);
        const known = top.names.get(key);
        if (known !== undefined) tell(known, name);
        top.names.set(key, name);
        top.last = name;
      }
      i = end;
    } else if (code === 0x7b || code === 0x5b) {
      const parent = open.at(-1);
      const isFree =
        parent !== undefined && (parent.isFree || (open.length === 1 && free.includes(parent.last)));
      open.push({ names: code === 0x7b ? new Map() : undefined, isFree, last: '' });
    } else if (code === 0x7d || code === 0x5d) open.pop();
  }
}

/** As Go folds them: the long s and the Kelvin sign are letters of ASCII in another case. */
function withoutCase(name: string): string {
  return name.toUpperCase().toLowerCase();
}

function decode(literal: string): string {
  return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
}

/** The quote that ends a string; the text is known to be JSON. */
function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (text.charCodeAt(end) !== 0x22) end += text.charCodeAt(end) === 0x5c ? 2 : 1;
  return end;
}

/** A string with a colon behind it. */
function isName(text: string, end: number): boolean {
  let next = end + 1;
  while (next < text.length && text.charCodeAt(next) <= 0x20) next++;
  return text.charCodeAt(next) === 0x3a;
}
