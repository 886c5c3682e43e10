import { expect, test } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

/** A log on a disk whose commits take so many milliseconds, one after the other, in a world without time. */
function openLog(commitsMs: readonly number[] = []) {
  const batches: string[][] = [];
  const pauses: number[] = [];
  let clock = 0;
  const write = createGroupCommit<string>(
    async (entries) => {
      clock += commitsMs[batches.length] ?? 0;
      batches.push([...entries]);
      if (entries.includes('bad')) throw new Error('The disk is full.');
    },
    { pauseMaxMs: 20, now: () => clock, delay: async (ms) => void pauses.push(ms) },
  );
  return { write, batches, pauses };
}

test('what comes within one turn of the event loop shares a commit', async () => {
  const { write, batches, pauses } = openLog();
  await Promise.all([write('a'), write('b')]);
  await write('c');
  expect(batches).toEqual([['a', 'b'], ['c']]);
  expect(pauses).toEqual([]);
});

test('before a commit the event loop is free for as long as the one before took, up to a limit', async () => {
  const { write, pauses } = openLog([8, 500, 0.4]);
  for (const entry of ['a', 'b', 'c', 'd']) await write(entry);
  expect(pauses).toEqual([8, 20]);
});

test('a commit that fails fails its batch alone', async () => {
  const { write, batches } = openLog();
  const bad = [write('bad'), write('a')];
  for (const one of bad) await expect(one).rejects.toThrow('The disk is full.');
  await write('b');
  expect(batches).toEqual([['bad', 'a'], ['b']]);
});
