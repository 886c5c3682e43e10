import { expect, test } from 'vitest';
import { createInTurn } from './in-turn.ts';

test('work of the same name is done one after the other, also after a failure; other work does not wait', async () => {
  const inTurn = createInTurn();
  const told: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = inTurn('a', async () => {
    await gate.promise;
    told.push('first');
    throw new Error('broken');
  });
  const second = inTurn('a', async () => void told.push('second'));
  await inTurn('b', async () => void told.push('other'));
  gate.resolve();
  await expect(first).rejects.toThrow('broken');
  await second;
  expect(told).toEqual(['other', 'first', 'second']);
});
