/**
 * The results of `work` in the order of the items, some of them begun ahead of who reads. The first failure ends it;
 * what was begun behind it is left to finish, and nobody hears of it.
 */
export async function* prefetchMap<Item, Result>(
  items: readonly Item[],
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  let next = 0;
  const fill = () => {
    while (begun.length < ahead) {
      const item = items[next];
      if (item === undefined) return;
      next += 1;
      const result = work(item);
      result.catch(() => undefined);
      begun.push(result);
    }
  };
  for (fill(); begun.length > 0; fill()) {
    const first = begun.shift();
    if (first !== undefined) yield await first;
  }
}
