import { setTimeout } from 'node:timers/promises';

/** The longest time that an answer took while work was done, in milliseconds. */
export async function longestAnswerWhile(url: string, work: () => Promise<unknown>): Promise<number> {
  return Math.max(...(await answerTimesWhile(url, work)));
}

/** Asks all the time what costs nothing while work is done, and gives how long each answer took, in milliseconds. */
export async function answerTimesWhile(
  url: string,
  work: () => Promise<unknown>,
): Promise<readonly number[]> {
  let isOver = false;
  const times: number[] = [];
  const watch = async () => {
    while (!isOver) {
      const started = performance.now();
      await globalThis.fetch(`${url}/livez`).then((response) => response.text());
      times.push(performance.now() - started);
      await setTimeout(5);
    }
  };
  const done = work().finally(() => {
    isOver = true;
  });
  await Promise.all([done, watch()]);
  return times;
}
