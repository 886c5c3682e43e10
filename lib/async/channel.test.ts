import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createChannel } from './channel.ts';
import { nextTurn } from './slices.ts';

test('every value arrives once and in order, and no more wait than the capacity allows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(2)), fc.integer({ min: 1, max: 4 }), async (pauses, capacity) => {
      const channel = createChannel<number>({ capacity });
      let most = 0;
      const write = async () => {
        for (const [index, turns] of pauses.entries()) {
          for (let turn = 0; turn < turns; turn++) await nextTurn();
          await channel.send(index);
          most = Math.max(most, channel.size());
        }
        channel.close();
      };
      const [values] = await Promise.all([Array.fromAsync(channel), write()]);
      expect(values).toEqual([...pauses.keys()]);
      expect(most).toBeLessThanOrEqual(capacity);
    }),
    { numRuns: 30 },
  );
});

test('many writers lose nothing, and each one keeps its own order', async () => {
  const channel = createChannel<readonly [number, number]>({ capacity: 2 });
  const write = async (writer: number) => {
    for (let index = 0; index < 10; index++) expect(await channel.send([writer, index])).toBe(true);
  };
  const writers = Promise.all([0, 1, 2].map(write)).then(channel.close);
  const values = await Array.fromAsync(channel);
  await writers;
  expect(values).toHaveLength(30);
  for (const writer of [0, 1, 2]) {
    const own = values.filter(([from]) => from === writer).map(([, index]) => index);
    expect(own).toEqual(Array.from({ length: 10 }, (_, index) => index));
  }
});

test('what waits together comes as one batch, the end after it', async () => {
  const channel = createChannel<string>();
  channel.push('one');
  channel.push('two');
  channel.close();
  expect(await Array.fromAsync(channel.batches())).toEqual([['one', 'two']]);
  expect(channel.push('late')).toBe(false);
  expect(await channel.send('late')).toBe(false);
});

test('an error comes after the values that were pushed before it', async () => {
  const channel = createChannel<string>();
  channel.push('one');
  channel.fail(new Error('broken'));
  channel.fail(new Error('again'));
  expect(await channel.take()).toEqual(['one']);
  await expect(channel.take()).rejects.toThrow('broken');
});

test('a channel is flushed when its reader has come back for more', async () => {
  const channel = createChannel<string>();
  channel.push('one');
  let isFlushed = false;
  const flushed = channel.flushed().then(() => {
    isFlushed = true;
  });
  await channel.take();
  await nextTurn();
  expect(isFlushed).toBe(false);
  const next = channel.take();
  await flushed;
  await channel.flushed();
  channel.close();
  expect(await next).toBeUndefined();
  await channel.flushed();
});

test('a reader that leaves ends the channel, and nobody waits for it', async () => {
  const channel = createChannel<number>({ capacity: 1 });
  channel.push(0);
  const waiting = channel.send(1);
  const last = channel.send(2);
  for await (const value of channel) if (value === 0) break;
  expect(await waiting).toBe(true);
  expect(await last).toBe(false);
  expect(channel.push(3)).toBe(false);
  await channel.flushed();
});

test('senders that waited when the channel closed are still read', async () => {
  const channel = createChannel<number>({ capacity: 1 });
  const sent = Promise.all([channel.send(0), channel.send(1), channel.send(2)]);
  channel.close();
  expect(await Array.fromAsync(channel)).toEqual([0, 1, 2]);
  expect(await sent).toEqual([true, true, true]);
});

test('a newer value takes the place of an unread one with the same key', async () => {
  const keyOf = (value: string) => value.slice(0, 1);
  const channel = createChannel<string>({ keyOf });
  for (const value of ['a1', 'b1', 'a2']) channel.push(value);
  expect(await channel.take()).toEqual(['a2', 'b1']);
  channel.push('a3');
  expect(await channel.take()).toEqual(['a3']);
});

test('a reader that is woken gets an empty batch, also when it comes later; batches leave those out', async () => {
  const channel = createChannel<string>();
  const waiting = channel.take();
  channel.wake();
  expect(await waiting).toEqual([]);
  channel.wake();
  expect(await channel.take()).toEqual([]);
  channel.wake();
  const batches = channel.batches();
  const next = batches.next();
  await nextTurn();
  channel.push('value');
  expect((await next).value).toEqual(['value']);
});

test('what comes within the gathering time goes along', async () => {
  const channel = createChannel<string>();
  const batches = channel.batches({ gatherMs: 1 });
  const next = batches.next();
  channel.push('first');
  await Promise.resolve();
  channel.push('second');
  expect((await next).value).toEqual(['first', 'second']);
});
