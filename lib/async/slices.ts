const sliceSize = 500;

/**
 * A long list in pieces, with a turn of the event loop between them: other work of this process waits for one piece
 * instead of the whole list.
 */
export async function* inSlices<T>(items: readonly T[], size = sliceSize): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) {
    if (at > 0) await nextTurn();
    yield items.slice(at, at + size);
  }
}

/** Resolves after everything else that is due in this turn of the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
