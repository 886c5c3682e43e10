/** Which of two versions is later: negative, zero or positive; undefined where one of them is no version of its kind. */
export type VersionOrder = (one: string, other: string) => number | undefined;

/** The order of two lists: the first difference decides, and `missing` stands for what a shorter one lacks. */
export function compareLists<Part>(
  one: readonly Part[],
  other: readonly Part[],
  missing: Part,
  compare: (one: Part, other: Part) => number,
): number {
  for (let place = 0; place < Math.max(one.length, other.length); place++) {
    const difference = compare(one[place] ?? missing, other[place] ?? missing);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The order of two texts of digits, of whatever length. */
export function compareDigits(one: string, other: string): number {
  const [first, second] = [one.replace(/^0+(?=\d)/, ''), other.replace(/^0+(?=\d)/, '')];
  return first.length - second.length || compareTexts(first, second);
}

/** The order of two texts by their characters. */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
