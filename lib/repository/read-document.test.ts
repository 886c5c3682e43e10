import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { digestOf } from '#e2e/fakes/graph-example';
import { readDocument } from './read-document.ts';

const blob = { digest: digestOf(1), size: 4 };
const signal = new AbortController().signal;

/** A registry that sends these chunks for any blob, and then nothing more until it is left, unless it `ends`. */
function readerOf(chunks: readonly string[], ends = true) {
  const ranges: (string | undefined)[] = [];
  const client = createFakeClient(createFakeStore(), {
    getBlob: async (_repository, _digest, { range } = {}) => {
      ranges.push(range);
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (controller) => {
          for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
          if (ends) controller.close();
        },
      });
      return { body, size: undefined, contentRange: undefined };
    },
  });
  return { at: { client, repository: 'app' }, ranges };
}

test('a document that is small enough is read whole, and of a larger one the head', async () => {
  const { at, ranges } = readerOf(['ab', 'cd']);
  const whole = await readDocument(at, blob, { maxBytes: 4, signal });
  const head = await readDocument(at, blob, { maxBytes: 2, signal });
  expect([whole, head].map(({ bytes, isWhole }) => [new TextDecoder().decode(bytes), isWhole])).toEqual([
    ['abcd', true],
    ['ab', false],
  ]);
  expect(ranges).toEqual([undefined, 'bytes=0-1']);
});

test('more bytes than it has are not its bytes', async () => {
  const { at } = readerOf(['abcd', 'and on'], false);
  await expect(readDocument(at, blob, { maxBytes: 100, signal })).rejects.toMatchObject({
    code: 'digest-mismatch',
  });
});

test('one that does not come to its end is given up', async () => {
  const { at } = readerOf(['a'], false);
  await expect(readDocument(at, blob, { maxBytes: 4, signal, timeoutMs: 1 })).rejects.toMatchObject({
    code: 'timeout',
  });
});

test('who stops in the middle of it has stopped, which is no fault', async () => {
  const left = new AbortController();
  const reading = readDocument(readerOf(['a'], false).at, blob, { maxBytes: 4, signal: left.signal });
  left.abort();
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
});
