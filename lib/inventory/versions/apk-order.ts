import type { VersionOrder } from './version-order.ts';
import { compareDigits, compareLists, compareTexts } from './version-order.ts';

/** The order of Alpine (https://wiki.alpinelinux.org/wiki/APKBUILD_Reference#pkgver): numbers, a letter, suffixes, a release. */
export const compareApk: VersionOrder = (one, other) => {
  const [first, second] = [readApk(one), readApk(other)];
  if (first === undefined || second === undefined) return undefined;
  return (
    compareLists(first.numbers, second.numbers, '', compareDigits) ||
    compareTexts(first.letter, second.letter) ||
    compareLists(first.suffixes, second.suffixes, noSuffix, compareSuffixes) ||
    compareDigits(first.release, second.release)
  );
};

type Suffix = { readonly rank: number; readonly number: string };

// What stands before the release itself, and what stands after it.
const suffixes = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];
const noSuffix: Suffix = { rank: suffixes.indexOf(''), number: '0' };

function readApk(text: string) {
  const form = /^(\d{1,20}(?:\.\d{1,20}){0,20})([a-z]?)((?:_[a-z]{1,5}\d{0,20}){0,9})(?:-r(\d{1,9}))?$/;
  const [, numbers, letter = '', rest = '', release = '0'] = form.exec(text) ?? [];
  if (numbers === undefined) return undefined;
  const read = [...rest.matchAll(/_([a-z]+)(\d*)/g)].map(
    ([, word = '', number]): Suffix => ({ rank: suffixes.indexOf(word), number: number || '0' }),
  );
  if (read.some(({ rank }) => rank < 0)) return undefined;
  return { numbers: numbers.split('.'), letter, suffixes: read, release };
}

function compareSuffixes(one: Suffix, other: Suffix): number {
  return one.rank - other.rank || compareDigits(one.number, other.number);
}
