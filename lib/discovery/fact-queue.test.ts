import { expect, test } from 'vitest';
import { createFactQueue } from '#lib/discovery/fact-queue';
import type { Fact } from '#lib/graph/model';
import { digestFromHash } from '#lib/oci/digest';

const about = digestFromHash('sha256', 'a'.repeat(64));
const fact = (reason: string): Fact => ({ type: 'limit', about, reason });

test('facts of one moment come together and in order, the end after them', async () => {
  const queue = createFactQueue();
  queue.push(fact('one'));
  queue.push(fact('two'));
  queue.end();
  const batches: (readonly Fact[])[] = [];
  for await (const facts of queue.read()) batches.push(facts);
  expect(batches).toEqual([[fact('one'), fact('two')]]);
});

test('a failure comes after the facts that went before it', async () => {
  const queue = createFactQueue();
  queue.push(fact('one'));
  queue.fail(new Error('broken'));
  const facts = queue.read();
  expect((await facts.next()).value).toEqual([fact('one')]);
  await expect(facts.next()).rejects.toThrow('broken');
});

test('facts are taken when the reader has come back for more', async () => {
  const queue = createFactQueue();
  queue.push(fact('one'));
  let isTaken = false;
  const taken = queue.taken().then(() => {
    isTaken = true;
  });
  const facts = queue.read();
  await facts.next();
  expect(isTaken).toBe(false);
  const next = facts.next();
  await taken;
  queue.end();
  expect((await next).done).toBe(true);
});
