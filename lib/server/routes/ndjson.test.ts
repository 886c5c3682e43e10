import { expect, test } from 'vitest';
import { ndjsonBody } from './ndjson.ts';

/** Numbers for as long as somebody asks, and whether what was held for them was given back. */
function heldNumbers() {
  const gate = { isHeld: false, next: Promise.resolve() };
  async function* begin() {
    gate.isHeld = true;
    try {
      for (let number = 0; ; number++) {
        await gate.next;
        yield [number];
      }
    } finally {
      gate.isHeld = false;
    }
  }
  return { gate, numbers: begin() };
}

test('values are lines of JSON, those that are there at the same time sent together', async () => {
  async function* batches(): AsyncGenerator<readonly object[]> {
    yield [{ a: 1 }, { b: 'é' }];
    yield [{ c: 3 }];
  }
  const rest = batches();
  const body = ndjsonBody(await rest.next(), rest);
  expect(await new Response(body).text()).toBe('{"a":1}\n{"b":"é"}\n{"c":3}\n');
});

test('a reader who leaves between two batches ends the work behind them', async () => {
  const { gate, numbers } = heldNumbers();
  const reader = ndjsonBody(await numbers.next(), numbers).getReader();
  await reader.read();
  await reader.cancel();
  expect(gate.isHeld).toBe(false);
});

test('a reader who leaves before the first line ends the work behind it', async () => {
  const { gate, numbers } = heldNumbers();
  const body = ndjsonBody(await numbers.next(), numbers);
  await body.cancel();
  expect(gate.isHeld).toBe(false);
});

test('a reader who leaves while a batch is being made ends the work that made it all the same', async () => {
  const { gate, numbers } = heldNumbers();
  let isStopped = false;
  const reader = ndjsonBody(await numbers.next(), numbers, () => {
    isStopped = true;
  }).getReader();
  await reader.read();
  const { promise, resolve } = Promise.withResolvers<void>();
  gate.next = promise;
  const read = reader.read();
  const left = reader.cancel();
  expect(isStopped).toBe(true);
  resolve();
  await Promise.all([read, left]);
  // The batch came after the reader had gone: nobody asks for another.
  await numbers.next();
  expect(gate.isHeld).toBe(false);
});

test('a failure breaks the stream before its last line', async () => {
  async function* broken() {
    yield [1];
    throw new Error('broken');
  }
  const rest = broken();
  const reader = ndjsonBody(await rest.next(), rest).getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('1\n');
  await expect(reader.read()).rejects.toThrow('broken');
});
