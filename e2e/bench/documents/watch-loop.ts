import { setTimeout } from 'node:timers/promises';

/** Asks all the time what costs nothing; `stop` gives the longest time that an answer took, in milliseconds. */
export function watchLoop(url: string): () => Promise<number> {
  let isOver = false;
  let longest = 0;
  const watching = (async () => {
    while (!isOver) {
      const started = performance.now();
      await globalThis.fetch(`${url}/livez`).then((response) => response.text());
      longest = Math.max(longest, performance.now() - started);
      await setTimeout(5);
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return longest;
  };
}
