import { expect, test } from 'vitest';
import { nextTurn } from '#lib/async/slices';
import type { BlobRange } from './resumed-body.ts';
import { resumedBody } from './resumed-body.ts';

const text = 'abcdefghij';
const whole: BlobRange = { start: 0, end: text.length, isPart: false };

/** A body that gives these pieces, and then ends or breaks. */
function bodyOf(pieces: readonly string[], isBroken = false): ReadableStream<Uint8Array<ArrayBuffer>> {
  const rest = pieces.map((piece) => new TextEncoder().encode(piece));
  return new ReadableStream({
    pull: (controller) => {
      const next = rest.shift();
      if (next !== undefined) controller.enqueue(next);
      else if (isBroken) controller.error(new Error('reset'));
      else controller.close();
    },
  });
}

function trial(
  first: ReadableStream<Uint8Array<ArrayBuffer>>,
  further: readonly Response[],
  { range = whole, resumesMax = 3, isGivenUp = false } = {},
) {
  const rest = [...further];
  const offsets: number[] = [];
  let ends = 0;
  const body = resumedBody(first, range, {
    resumesMax,
    isGivenUp: () => isGivenUp,
    reopen: async (at) => {
      offsets.push(at);
      return rest.shift() ?? new Response(null, { status: 500 });
    },
    onEnd: () => {
      ends += 1;
    },
  });
  return { body, text: () => new Response(body).text(), offsets, ends: () => ends };
}

const part = (piece: string, isBroken = false) => new Response(bodyOf([piece], isBroken), { status: 206 });

test('a body that ends by itself is passed on as it is', async () => {
  const { text: read, offsets, ends } = trial(bodyOf(['abcde', 'fghij']), []);
  expect(await read()).toBe(text);
  await nextTurn();
  expect([offsets, ends()]).toEqual([[], 1]);
});

test('a body that breaks is continued where it broke, also more than once', async () => {
  const { text: read, offsets } = trial(bodyOf(['abc'], true), [part('def', true), part('ghij')]);
  expect(await read()).toBe(text);
  expect(offsets).toEqual([3, 6]);
});

test('a body that ends too early is continued as well', async () => {
  const { text: read, offsets } = trial(bodyOf(['abc']), [part('defghij')]);
  expect(await read()).toBe(text);
  expect(offsets).toEqual([3]);
});

test('of a whole blob in place of a part the known bytes are left out', async () => {
  const { text: read } = trial(bodyOf(['abc'], true), [new Response(bodyOf(['ab', 'cdef', 'ghij']))]);
  expect(await read()).toBe(text);
});

test('a part ends at its end, also when the whole came instead', async () => {
  const range = { start: 2, end: 6, isPart: true };
  const { text: read } = trial(bodyOf(['cd'], true), [new Response(bodyOf([text]))], { range });
  expect(await read()).toBe('cdef');
});

test('after so many tries the failure is handed on', async () => {
  const { text: read, offsets, ends } = trial(bodyOf(['a'], true), [part('b', true)], { resumesMax: 1 });
  await expect(read()).rejects.toThrow('reset');
  expect([offsets, ends()]).toEqual([[1], 1]);
});

test('nothing is continued that nobody wants', async () => {
  const { text: read, offsets } = trial(bodyOf(['a'], true), [part('b')], { isGivenUp: true });
  await expect(read()).rejects.toThrow('reset');
  expect(offsets).toEqual([]);
});

test('whoever stops reading ends it once', async () => {
  const { body, ends } = trial(bodyOf(['abc', 'def']), []);
  const reader = body.getReader();
  await reader.read();
  await reader.cancel();
  expect(ends()).toBe(1);
});
