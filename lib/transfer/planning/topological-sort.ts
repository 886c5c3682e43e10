/**
 * Sorts items so that each comes after its dependencies, otherwise in the order given; dependencies that are no items
 * join them. Items on a circle, and those that depend on one, are left out.
 */
export function topologicalSort<T extends string>(
  items: Iterable<T>,
  dependenciesOf: (item: T) => readonly T[],
): readonly T[] {
  const sorted: T[] = [];
  const states = new Map<T, 'open' | 'sorted' | 'stuck'>();
  // A stack of our own: chains of referrers may be longer than the stack of the engine.
  const path: { readonly item: T; readonly pending: T[]; isStuck: boolean }[] = [];
  const enter = (item: T) => {
    states.set(item, 'open');
    path.push({ item, pending: dependenciesOf(item).toReversed(), isStuck: false });
  };
  for (const start of items) {
    if (!states.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.pending.pop();
      if (next === undefined) {
        path.pop();
        states.set(top.item, top.isStuck ? 'stuck' : 'sorted');
        const parent = path.at(-1);
        if (!top.isStuck) sorted.push(top.item);
        else if (parent !== undefined) parent.isStuck = true;
        continue;
      }
      const state = states.get(next);
      if (state === undefined) enter(next);
      else if (state !== 'sorted') top.isStuck = true;
    }
  }
  return sorted;
}

/** `first` comes before `second`; a soft precedence gives way where it would close a circle. */
export type Precedence<T> = { readonly first: T; readonly second: T; readonly isSoft: boolean };

/**
 * All items in an order that respects the precedences between them, each with the items that must come before it. Digests
 * cannot name each other in a circle, but tags and lists can: where a circle remains, the soft precedences on it give
 * way first, then all of them.
 */
export function sortByPrecedence<T extends string>(
  items: readonly T[],
  precedences: readonly Precedence<T>[],
): ReadonlyMap<T, readonly T[]> {
  const known = new Set(items);
  let applied = precedences.filter(
    ({ first, second }) => first !== second && known.has(first) && known.has(second),
  );
  const givesWay = [({ isSoft }: Precedence<T>) => isSoft, () => true];
  for (;;) {
    const before = groupBefore(applied);
    const order = topologicalSort(items, (item) => before.get(item) ?? []);
    const gives = order.length === items.length ? undefined : givesWay.shift();
    if (gives === undefined) return new Map(order.map((item) => [item, before.get(item) ?? []]));
    const sorted = new Set(order);
    applied = applied.filter((one) => sorted.has(one.first) || sorted.has(one.second) || !gives(one));
  }
}

function groupBefore<T>(precedences: readonly Precedence<T>[]): ReadonlyMap<T, readonly T[]> {
  const groups = Map.groupBy(precedences, ({ second }) => second);
  return new Map(
    [...groups].map(([second, group]) => [second, [...new Set(group.map(({ first }) => first))]]),
  );
}
