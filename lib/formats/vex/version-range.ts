type Bound = { readonly comparator: string; readonly version: readonly number[] };

const longest = 1000;

/**
 * Whether a version lies in a range, `vers:npm/>=1.0.0|<2.0.0` or `<=1.14.0`
 * (https://github.com/package-url/vers-spec); undefined when that cannot be told: only versions that are numbers with
 * dots are compared, because every distribution and every language has an order of its own for all others.
 */
export function isInRange(version: string, range: string): boolean | undefined {
  const constraints = range
    .slice(0, longest)
    .replace(/^vers:[a-z0-9.+-]{1,40}\//i, '')
    .split(/[|,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (constraints.length === 0 || range.length > longest) return undefined;
  if (constraints.includes('*')) return true;
  const wanted = numbersOf(version);
  const bounds = constraints.map(toBound);
  if (wanted === undefined || !bounds.every((bound) => bound !== undefined)) return undefined;
  for (const { comparator, version: other } of bounds) {
    if (compare(wanted, other) !== 0) continue;
    return comparator === '=' || comparator === '>=' || comparator === '<=';
  }
  return isBetween(
    wanted,
    bounds.filter(({ comparator }) => comparator.startsWith('<') || comparator.startsWith('>')),
  );
}

function toBound(constraint: string): Bound | undefined {
  const [, comparator = '', text = ''] = /^(>=|<=|!=|==|=|<|>)?\s*(\S{1,200})$/.exec(constraint) ?? [];
  const version = numbersOf(text);
  return version === undefined
    ? undefined
    : { comparator: comparator === '==' || comparator === '' ? '=' : comparator, version };
}

/** In the order of their versions, a lower and the upper bound after it enclose; the outermost may stand alone. */
function isBetween(wanted: readonly number[], bounds: readonly Bound[]): boolean {
  const sorted = bounds.toSorted((one, other) => compare(one.version, other.version));
  const next = sorted.find(({ version }) => compare(version, wanted) > 0);
  if (next !== undefined) return next.comparator.startsWith('<') && isOpenBelow(wanted, sorted);
  return sorted.at(-1)?.comparator.startsWith('>') === true;
}

function isOpenBelow(wanted: readonly number[], sorted: readonly Bound[]): boolean {
  const before = sorted.findLast(({ version }) => compare(version, wanted) < 0);
  return before === undefined || before.comparator.startsWith('>');
}

function numbersOf(version: string): readonly number[] | undefined {
  const plain = version.replace(/^v/, '');
  return /^\d{1,9}(?:\.\d{1,9}){0,7}$/.test(plain) ? plain.split('.').map(Number) : undefined;
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let place = 0; place < Math.max(one.length, other.length); place++) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
