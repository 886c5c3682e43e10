const sliceSize = 500;

/**
 * A long list in pieces, with a turn of the event loop between them: whoever waits for this process meanwhile waits for
 * one piece and not for all.
 */
export async function* inSlices<T>(items: readonly T[], size = sliceSize): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) {
    if (at > 0) await nextTurn();
    yield items.slice(at, at + size);
  }
}

/** Lets everything else that is due go first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
