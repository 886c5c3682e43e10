import type { VersionOrder } from './version-order.ts';
import { compareDigits, compareLists, compareTexts } from './version-order.ts';

/** The order of Debian (https://www.debian.org/doc/debian-policy/ch-controlfields.html#version). */
export const compareDeb: VersionOrder = (one, other) => {
  const [first, second] = [readDeb(one), readDeb(other)];
  if (first === undefined || second === undefined) return undefined;
  return (
    compareDigits(first.epoch, second.epoch) ||
    compareDebText(first.upstream, second.upstream) ||
    compareDebText(first.revision, second.revision)
  );
};

/** The order of RPM (https://rpm-software-management.github.io/rpm/manual/dependencies.html#versioning). */
export const compareRpm: VersionOrder = (one, other) => {
  const [first, second] = [readRpm(one), readRpm(other)];
  if (first === undefined || second === undefined) return undefined;
  const early = compareDigits(first.epoch, second.epoch) || compareRpmText(first.version, second.version);
  // Without a release any one is meant.
  if (early !== 0 || first.release === undefined || second.release === undefined) return early;
  return compareRpmText(first.release, second.release);
};

function readDeb(text: string) {
  const [, epoch = '0', rest = ''] = /^(?:(\d{1,9}):)?(\d[\w.+~:-]{0,200})$/.exec(text) ?? [];
  if (rest === '') return undefined;
  const hyphen = rest.lastIndexOf('-');
  return hyphen < 0
    ? { epoch, upstream: rest, revision: '0' }
    : { epoch, upstream: rest.slice(0, hyphen), revision: rest.slice(hyphen + 1) };
}

function compareDebText(one: string, other: string): number {
  return compareLists(alternate(one), alternate(other), '', (first, second) =>
    /^\d/.test(first) || /^\d/.test(second)
      ? compareDigits(first === '' ? '0' : first, second === '' ? '0' : second)
      : compareLists([...first].map(debWeight), [...second].map(debWeight), 0, (left, right) => left - right),
  );
}

/** Texts without digits and texts of digits in turn, beginning without; each may be empty. */
function alternate(text: string): readonly string[] {
  return [...text.matchAll(/(\D*)(\d*)/g)].flatMap(([, letters = '', digits = '']) => [letters, digits]);
}

// A tilde is before the end, letters are before all else.
function debWeight(character: string): number {
  if (character === '~') return -1;
  const code = character.charCodeAt(0);
  return /[a-z]/i.test(character) ? code : code + 256;
}

function readRpm(text: string) {
  const [, epoch = '0', version, release] =
    /^(?:(\d{1,9}):)?([\w.+~^]{1,200})(?:-([\w.+~^]{1,200}))?$/.exec(text) ?? [];
  return version === undefined ? undefined : { epoch, version, release };
}

/** As rpmvercmp does: a tilde is before the end, a caret after it and before all else, digits are after letters. */
function compareRpmText(one: string, other: string): number {
  const [first, second] = [one, other].map((text) => text.match(/\d+|[a-z]+|~|\^/gi) ?? []);
  for (let place = 0; ; place++) {
    const [left, right] = [first?.[place], second?.[place]];
    if (left === undefined && right === undefined) return 0;
    const difference = rpmRank(left) - rpmRank(right) || compareSegments(left ?? '', right ?? '');
    if (difference !== 0) return difference;
  }
}

function rpmRank(segment: string | undefined): number {
  if (segment === '~') return 0;
  if (segment === undefined) return 1;
  if (segment === '^') return 2;
  return /^\d/.test(segment) ? 4 : 3;
}

function compareSegments(one: string, other: string): number {
  return /^\d/.test(one) ? compareDigits(one, other) : compareTexts(one, other);
}
