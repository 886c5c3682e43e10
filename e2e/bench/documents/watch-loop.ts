import { setTimeout } from 'node:timers/promises';

/** Asks all the time what costs nothing while work is done, and gives the longest time that an answer took, in milliseconds. */
export async function longestAnswerWhile(url: string, work: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  let longest = 0;
  const watch = async () => {
    while (!isOver) {
      const started = performance.now();
      await globalThis.fetch(`${url}/livez`).then((response) => response.text());
      longest = Math.max(longest, performance.now() - started);
      await setTimeout(5);
    }
  };
  const done = work().finally(() => {
    isOver = true;
  });
  await Promise.all([done, watch()]);
  return longest;
}
