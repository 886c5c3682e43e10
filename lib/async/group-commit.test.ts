import { expect, test } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

/** A log on a disk that keeps all at once, or says so only of what it is told to. */
function openLog(kept: () => Promise<void> = async () => {}) {
  const batches: string[][] = [];
  const write = createGroupCommit<string>(async (entries) => {
    batches.push([...entries]);
    await kept();
    if (entries.includes('bad')) throw new Error('The disk is full.');
  });
  return { write, batches };
}

test('what comes within one turn of the event loop shares a commit', async () => {
  const { write, batches } = openLog();
  await Promise.all([write('a'), write('b')]);
  await write('c');
  expect(batches).toEqual([['a', 'b'], ['c']]);
});

test('what comes while a commit is under way shares the next one', async () => {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const { write, batches } = openLog(() => {
    begun.resolve();
    return ended.promise;
  });
  const first = write('a');
  await begun.promise;
  const rest = [write('b'), write('c')];
  expect(batches).toEqual([['a']]);
  ended.resolve();
  await Promise.all([first, ...rest]);
  expect(batches).toEqual([['a'], ['b', 'c']]);
});

test('a commit that fails fails its batch alone', async () => {
  const { write, batches } = openLog();
  const refused = { status: 'rejected', reason: { message: 'The disk is full.' } };
  expect(await Promise.allSettled([write('bad'), write('a')])).toMatchObject([refused, refused]);
  await write('b');
  expect(batches).toEqual([['bad', 'a'], ['b']]);
});
