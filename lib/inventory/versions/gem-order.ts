import type { VersionOrder } from './version-order.ts';
import { compareDigits, compareLists, compareTexts } from './version-order.ts';

/** The order of RubyGems (https://docs.ruby-lang.org/en/master/Gem/Version.html): a part with letters is before a release. */
export const compareGem: VersionOrder = (one, other) => {
  const [first, second] = [readGem(one), readGem(other)];
  if (first === undefined || second === undefined) return undefined;
  return compareLists(first, second, '0', (left, right) => {
    const [isNumber, isOther] = [/^\d/.test(left), /^\d/.test(right)];
    if (isNumber && isOther) return compareDigits(left, right);
    return isNumber === isOther ? compareTexts(left, right) : Number(isNumber) - Number(isOther);
  });
};

function readGem(text: string): readonly string[] | undefined {
  if (
    !/^\d{1,15}(?:\.[0-9a-zA-Z]{1,50}){0,20}(?:-[0-9A-Za-z-]{1,50}(?:\.[0-9A-Za-z-]{1,50}){0,20})?$/.test(
      text,
    )
  )
    return undefined;
  return text.replace('-', '.pre.').match(/\d+|[a-z]+/gi) ?? undefined;
}
