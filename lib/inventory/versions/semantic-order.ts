import { compare } from 'semver';
import type { VersionOrder } from './version-order.ts';
import { compareDigits, compareLists, compareTexts } from './version-order.ts';

/**
 * The order of https://semver.org, of npm, Cargo and Go. A `v` before it and missing parts are read, as Go and many
 * tools write them.
 */
export const compareSemantic: VersionOrder = (one, other) => {
  const [first, second] = [toSemantic(one), toSemantic(other)];
  return first === undefined || second === undefined ? undefined : compare(first, second);
};

/** The order of NuGet: up to four numbers, and words before a release without regard to upper and lower case. */
export const compareNuget: VersionOrder = (one, other) => {
  const [first, second] = [readNuget(one), readNuget(other)];
  if (first === undefined || second === undefined) return undefined;
  const numbers = compareLists(first.numbers, second.numbers, '0', compareDigits);
  if (numbers !== 0) return numbers;
  if (first.words.length === 0 || second.words.length === 0) return second.words.length - first.words.length;
  return compareLists(first.words, second.words, undefined, compareWords);
};

const form =
  /^(?:v|go)?(\d{1,15})(?:\.(\d{1,15}))?(?:\.(\d{1,15}))?(-[0-9A-Za-z.-]{1,100})?(\+[0-9A-Za-z.-]{1,100})?$/;

function toSemantic(text: string): string | undefined {
  const [, major, minor = '0', patch = '0', words = ''] = form.exec(text.trim()) ?? [];
  if (major === undefined) return undefined;
  const plain = [major, minor, patch].map((part) => String(Number(part))).join('.');
  const parts = words.slice(1).split('.');
  const isValid = words === '' || parts.every((part) => part !== '' && !/^0\d+$/.test(part));
  return isValid ? `${plain}${words}` : undefined;
}

function readNuget(text: string) {
  const [, numbers, words = ''] =
    /^v?(\d{1,15}(?:\.\d{1,15}){0,3})(?:-([0-9A-Za-z.-]{1,100}))?(?:\+\S{0,100})?$/.exec(text.trim()) ?? [];
  if (numbers === undefined) return undefined;
  return { numbers: numbers.split('.'), words: words === '' ? [] : words.toLowerCase().split('.') };
}

function compareWords(one: string | undefined, other: string | undefined): number {
  // Of two that are alike so far the longer one is later.
  if (one === undefined || other === undefined)
    return Number(one !== undefined) - Number(other !== undefined);
  const [isNumber, isOther] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && isOther) return compareDigits(one, other);
  return isNumber === isOther ? compareTexts(one, other) : Number(isOther) - Number(isNumber);
}
