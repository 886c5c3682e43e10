import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyedMutex, createMutex } from './mutex.ts';
import { nextTurn } from './slices.ts';

test('work runs alone and in the order of the calls, also after a failure', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 8 }), async (failures) => {
      const mutex = createMutex();
      const events: string[] = [];
      const all = failures.map((fails, index) =>
        mutex(async () => {
          events.push(`begin ${index}`);
          await nextTurn();
          events.push(`end ${index}`);
          if (fails) throw new Error(`broken ${index}`);
          return index;
        }),
      );
      const outcomes = await Promise.allSettled(all);
      expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(failures);
      expect(events).toEqual(failures.flatMap((_, index) => [`begin ${index}`, `end ${index}`]));
    }),
    { numRuns: 30 },
  );
});

test('work of one key runs in order, also after a failure; another key does not wait', async () => {
  const mutex = createKeyedMutex();
  const events: string[] = [];
  const hold = Promise.withResolvers<void>();
  const first = mutex('a', async () => {
    await hold.promise;
    events.push('first');
    throw new Error('broken');
  });
  const second = mutex('a', async () => void events.push('second'));
  await mutex('b', async () => void events.push('other'));
  hold.resolve();
  await expect(first).rejects.toThrow('broken');
  await second;
  expect(events).toEqual(['other', 'first', 'second']);
});

test('a key that is free again starts anew', async () => {
  const mutex = createKeyedMutex();
  await expect(mutex('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await mutex('a', async () => 'fine')).toBe('fine');
});
