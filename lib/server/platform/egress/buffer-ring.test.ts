import { expect, test } from 'vitest';
import { createBufferRing } from './buffer-ring.ts';
import { bulkLimits } from './limits.ts';

const size = 2 * bulkLimits.copiedMaxBytes;

/** What Node.js does when bytes come: fills the buffer that it was given last, and asks for the next. */
function receive({ onread }: ReturnType<typeof createBufferRing>, length: number, value: number): boolean {
  const buffer = onread.buffer();
  buffer.fill(value, 0, length);
  return onread.callback(length, buffer);
}

const next = (ring: ReturnType<typeof createBufferRing>) => ring.next(1_000, 'LATE');

test('what the reader has is not written over, and its buffer is used again once it asks for more', async () => {
  const ring = createBufferRing(size, 3);
  receive(ring, size, 1);
  const first = await next(ring);
  receive(ring, size, 2);
  expect(first?.every((byte) => byte === 1)).toBe(true);
  expect(await next(ring)).toEqual(new Uint8Array(size).fill(2));
  receive(ring, size, 3);
  expect(first?.every((byte) => byte === 1)).toBe(true);
  receive(ring, size, 4);
  expect(first?.every((byte) => byte === 4)).toBe(true);
});

test('the socket is stopped while a buffer is left for it', () => {
  const ring = createBufferRing(size, 3);
  expect([receive(ring, size, 1), receive(ring, size, 2)]).toEqual([true, false]);
});

test('few bytes are the own of their reader, and do not pile up either', async () => {
  const ring = createBufferRing(size, 3);
  receive(ring, 10, 1);
  const first = await next(ring);
  receive(ring, 10, 2);
  expect([...(first ?? [])]).toEqual(new Array(10).fill(1));
  const taken = Array.from({ length: bulkLimits.piecesMax }, () => receive(ring, 10, 3));
  expect(taken.at(-1)).toBe(false);
});

test('a ring that has failed gives nothing any more, not even what it had', async () => {
  const ring = createBufferRing(size, 3);
  receive(ring, 10, 1);
  ring.fail(new Error('Enough.'));
  await expect(next(ring)).rejects.toThrow('Enough.');
});
