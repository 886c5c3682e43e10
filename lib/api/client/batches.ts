/**
 * The same items, fewer times: the first group at once, later ones gathered for so many milliseconds, so that a
 * stream of a thousand small answers does not mean a thousand renders. Nothing is gathered further once the first
 * `promptItems` are there: they are what fills a screen.
 */
export async function* inBatches<T>(
  groups: AsyncGenerator<readonly T[]>,
  gatherMs: () => number,
  promptItems = 0,
): AsyncGenerator<readonly T[]> {
  let next = groups.next();
  let isFirst = true;
  let given = 0;
  try {
    while (true) {
      const first = await next;
      if (first.done === true) return;
      const batch = [...first.value];
      next = groups.next();
      const pause = new Promise<undefined>((resolve) => setTimeout(resolve, isFirst ? 0 : gatherMs()));
      isFirst = false;
      const isPrompt = () => given < promptItems && given + batch.length >= promptItems;
      while (!isPrompt()) {
        const more = await sooner(next, pause);
        if (more === undefined || more.done === true) break;
        batch.push(...more.value);
        next = groups.next();
      }
      given += batch.length;
      yield batch;
    }
  } finally {
    // Not awaited: a return waits for the read that is under way, which may be waiting for the network.
    next.catch(() => undefined);
    groups.return(undefined).catch(() => undefined);
  }
}

// A failure is left for the next turn, so that what came before it is handed on first.
function sooner<T>(next: Promise<T>, pause: Promise<undefined>): Promise<T | undefined> {
  return Promise.race([next, pause]).catch(() => undefined);
}
