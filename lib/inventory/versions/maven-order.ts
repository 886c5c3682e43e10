import type { VersionOrder } from './version-order.ts';
import { compareDigits, compareTexts } from './version-order.ts';

/**
 * The order of Maven (https://maven.apache.org/pom.html#version-order-specification): numbers and words take turns,
 * words that Maven knows have an order of their own, and what says nothing at the end of a part is left out.
 */
export const compareMaven: VersionOrder = (one, other) => {
  const [first, second] = [readMaven(one), readMaven(other)];
  if (first === undefined || second === undefined) return undefined;
  for (let place = 0; place < Math.max(first.length, second.length); place++) {
    const difference = compareTokens(padded(first, second, place), padded(second, first, place));
    if (difference !== 0) return difference;
  }
  return 0;
};

type Token = { readonly separator: '.' | '-'; readonly text: string };

const words = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const shortWords: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };
const sameWords: Readonly<Record<string, string>> = { cr: 'rc', ga: '', final: '', release: '' };

function readMaven(text: string): readonly Token[] | undefined {
  if (!/^[\w.+-]{1,200}$/.test(text) || !/\d/.test(text)) return undefined;
  const tokens: Token[] = [];
  let separator: Token['separator'] = '.';
  // A change between digits and letters is a hyphen; an underscore is one, too.
  for (const [piece] of text.toLowerCase().matchAll(/[.]|[-_]|\d+|[a-z+]+/g)) {
    if (piece === '.' || piece === '-' || piece === '_') {
      separator = piece === '.' ? '.' : '-';
      continue;
    }
    tokens.push({ separator, text: piece });
    separator = '-';
  }
  return trim(tokens.map((token, place) => ({ ...token, text: wordOf(tokens, place) })));
}

function wordOf(tokens: readonly Token[], place: number): string {
  const { text } = tokens[place] ?? { text: '' };
  const next = tokens[place + 1];
  const isBeforeDigits = next !== undefined && /^\d/.test(next.text);
  return sameWords[text] ?? (isBeforeDigits ? (shortWords[text] ?? text) : text);
}

// Zeros and releases say nothing before a hyphen or at the end.
function trim(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  for (const token of tokens) {
    if (token.separator === '-') dropEmpty(kept);
    kept.push(token);
  }
  dropEmpty(kept);
  return kept;
}

function dropEmpty(tokens: Token[]): void {
  for (let last = tokens.at(-1); last !== undefined && /^0*$/.test(last.text); last = tokens.at(-1))
    tokens.pop();
}

/** What a shorter version has in a place: nothing, in the form that the other one has there. */
function padded(own: readonly Token[], other: readonly Token[], place: number): Token {
  const token = own[place];
  if (token !== undefined) return token;
  const { separator = '.', text = '' } = other[place] ?? {};
  return { separator, text: /^\d/.test(text) ? '0' : '' };
}

function compareTokens(one: Token, other: Token): number {
  const [isNumber, isOther] = [/^\d/.test(one.text), /^\d/.test(other.text)];
  if (one.separator === other.separator && isNumber && isOther) return compareDigits(one.text, other.text);
  if (!isNumber && !isOther && one.separator === other.separator) return compareWords(one.text, other.text);
  // ".qualifier" = "-qualifier" < "-number" < ".number"
  return rankOf(one, isNumber) - rankOf(other, isOther) || compareWords(one.text, other.text);
}

function rankOf({ separator }: Token, isNumber: boolean): number {
  if (!isNumber) return 0;
  return separator === '-' ? 1 : 2;
}

function compareWords(one: string, other: string): number {
  const [first, second] = [words.indexOf(one), words.indexOf(other)];
  if (first >= 0 && second >= 0) return first - second;
  if (first < 0 && second < 0) return compareTexts(one, other);
  // A word that Maven does not know is later than all that it knows.
  return first < 0 ? 1 : -1;
}
