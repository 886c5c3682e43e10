/** `first` is to be done before `second`; a soft wish gives way where it would close a circle. */
export type Precedence<T> = { readonly first: T; readonly second: T; readonly isSoft: boolean };

/** What is to be done in an order that may be followed, each with what must be done before it. */
export type Ordered<T> = ReadonlyMap<T, readonly T[]>;

/**
 * Sorts by precedence, as they come where there is none. Digests cannot name each other in a circle; names and wishes
 * can, and lose.
 */
export function topologicalSort<T>(items: readonly T[], precedences: readonly Precedence<T>[]): Ordered<T> {
  let kept = precedences;
  let order = sort(items, kept);
  for (const isGivenUp of [({ isSoft }: Precedence<T>) => isSoft, () => true]) {
    if (order.size === items.length) break;
    const isStuck = (item: T) => !order.has(item);
    kept = kept.filter((one) => !(isGivenUp(one) && isStuck(one.first) && isStuck(one.second)));
    order = sort(items, kept);
  }
  return order;
}

/** Those that can be sorted; what waits for itself is left out. */
function sort<T>(items: readonly T[], precedences: readonly Precedence<T>[]): Map<T, readonly T[]> {
  const before = new Map<T, Set<T>>(items.map((item) => [item, new Set()]));
  const after = new Map<T, T[]>();
  for (const { first, second } of precedences) {
    if (first === second || before.get(second)?.has(first) !== false) continue;
    before.get(second)?.add(first);
    const list = after.get(first);
    if (list === undefined) after.set(first, [second]);
    else list.push(second);
  }
  const waitsFor = new Map([...before].map(([item, set]) => [item, set.size]));
  const ready = items.filter((item) => waitsFor.get(item) === 0);
  for (const item of ready) {
    for (const next of after.get(item) ?? []) {
      const left = (waitsFor.get(next) ?? 0) - 1;
      waitsFor.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  return new Map(ready.map((item) => [item, [...(before.get(item) ?? [])]]));
}
