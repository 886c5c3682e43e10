/**
 * Does the work for each item, so many at once, and gives the results in the order of the items. After the first
 * failure, or once `isEnough` says so of a result, no further item is begun, and its place stays empty.
 */
export async function mapConcurrent<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
  isEnough: (result: R) => boolean = () => false,
): Promise<readonly (R | undefined)[]> {
  const results: (R | undefined)[] = [];
  let next = 0;
  let isOver = false;
  const workUp = async () => {
    while (!isOver && next < items.length) {
      const index = next++;
      const item = items[index];
      if (item === undefined) continue;
      try {
        const result = await work(item);
        results[index] = result;
        isOver ||= isEnough(result);
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, workUp);
  await Promise.all(workers).finally(() => Promise.allSettled(workers));
  return results;
}
