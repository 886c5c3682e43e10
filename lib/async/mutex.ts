/** Runs one piece of work after the other, in the order of the calls. */
export type Mutex = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs work alone among all that has the same key, in the order of the calls; other keys do not wait for it. */
export type KeyedMutex = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** A mutex that is free. Work that fails rejects for its own caller and holds nobody up. */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

/** A keyed mutex that is free; a key costs memory only while its work runs or waits. */
export function createKeyedMutex(): KeyedMutex {
  const lastOf = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = lastOf.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    lastOf.set(key, result);
    try {
      return await result;
    } finally {
      if (lastOf.get(key) === result) lastOf.delete(key);
    }
  };
}
