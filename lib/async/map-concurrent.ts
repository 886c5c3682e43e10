import { createChannel } from './channel.ts';

/**
 * The results of `work` in the order of the items, with at most `concurrency` of them under way. After the first failure
 * no further item is begun; it rejects with that failure once all that was begun has settled.
 */
export async function mapConcurrent<T, R>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  return await runWorkers(items, concurrency, work, () => false);
}

/** As {@link mapConcurrent}, but begins no further item after a result that `isEnough`; results may be missing then. */
export async function mapUntil<T, R>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<R>,
  isEnough: (result: R) => boolean,
): Promise<readonly (R | undefined)[]> {
  return await runWorkers(items, concurrency, work, isEnough);
}

async function runWorkers<T, R>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<R>,
  isEnough: (result: R) => boolean,
): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  let isOver = false;
  const worker = async () => {
    for (const [index, item] of rest) {
      try {
        const result = await work(item);
        results[index] = result;
        isOver ||= isEnough(result);
      } catch (error) {
        isOver = true;
        throw error;
      }
      if (isOver) return;
    }
  };
  const workers = Array.from({ length: Math.min(concurrency, items.length) }, worker);
  await Promise.all(workers).finally(() => Promise.allSettled(workers));
  return results;
}

/**
 * The results of `work` in the order of the items, one after the other, with up to `ahead` of them begun before they are
 * read. The first failure ends it; work that was begun behind it finishes and its result is dropped.
 */
export async function* prefetchMap<T, R>(
  items: readonly T[],
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  const rest = items.values();
  const fill = () => {
    while (begun.length < ahead) {
      const next = rest.next();
      if (next.done === true) return;
      const result = work(next.value);
      result.catch(() => undefined);
      begun.push(result);
    }
  };
  for (fill(); begun.length > 0; fill()) {
    const first = begun.shift();
    if (first !== undefined) yield await first;
  }
}

/**
 * As {@link prefetchMap} for items that come one by one: about `ahead` of them are begun before they are read, whatever
 * time the next one takes to come. A failure of the items comes behind the results of those before it; who stops reading
 * also stops the items.
 */
export async function* prefetchFrom<T, R>(
  items: AsyncIterable<T>,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun = createChannel<{ readonly result: Promise<R> }>({ capacity: ahead });
  const begin = async () => {
    for await (const item of items) {
      const result = work(item);
      result.catch(() => undefined);
      if (!(await begun.send({ result }))) return;
    }
  };
  begin().then(begun.close, begun.fail);
  for await (const { result } of begun) yield await result;
}
