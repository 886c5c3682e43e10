import { showHidden } from '#lib/text/untrusted-text';

/** A piece of a line by its kind; digests are a kind of their own because they become links. */
export type JsonToken = {
  readonly kind: 'plain' | 'key' | 'string' | 'number' | 'word' | 'digest';
  readonly text: string;
  /** Where in its line it starts. */
  readonly at: number;
};

const longest = 2_000;
const json = /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;
const quotedDigest = /^"(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})"$/;

/**
 * The lines of a text, with what would not be seen in it; a line too long for one row continues in the next, cut behind a
 * comma where it has one.
 */
export function splitLines(text: string): readonly string[] {
  return showHidden(text)
    .split('\n')
    .flatMap((line) => (line.length <= longest ? [line] : cutLine(line)));
}

/** The tokens of one line of JSON; together they are the line. */
export function tokenizeJson(line: string): readonly JsonToken[] {
  const tokens: JsonToken[] = [];
  let at = 0;
  for (const match of line.matchAll(json)) {
    const [whole, quoted, colon, number] = match;
    if (match.index > at) tokens.push({ kind: 'plain', text: line.slice(at, match.index), at });
    if (quoted !== undefined) {
      tokens.push({ kind: kindOf(quoted, colon), text: quoted, at: match.index });
      if (colon !== undefined) {
        tokens.push({ kind: 'plain', text: colon, at: match.index + quoted.length });
      }
    } else tokens.push({ kind: number === undefined ? 'word' : 'number', text: whole, at: match.index });
    at = match.index + whole.length;
  }
  if (at < line.length) tokens.push({ kind: 'plain', text: line.slice(at), at });
  return tokens;
}

function kindOf(quoted: string, colon: string | undefined): JsonToken['kind'] {
  if (colon !== undefined) return 'key';
  return quotedDigest.test(quoted) ? 'digest' : 'string';
}

function cutLine(line: string): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  while (at < line.length) {
    const part = line.slice(at, at + longest);
    const comma = at + longest < line.length ? part.lastIndexOf(',') : -1;
    const cut = comma > 0 ? part.slice(0, comma + 1) : part;
    parts.push(cut);
    at += cut.length;
  }
  return parts;
}
