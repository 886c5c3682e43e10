import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { assertIdentity, computeDigest, discard, readBounded, verifiedBody } from './body.ts';

function endless() {
  const state = { cancelled: false };
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1000)),
    cancel: () => {
      state.cancelled = true;
    },
  });
  return { response: new Response(stream), state };
}

test('a body is read to its end when it fits, and says so', async () => {
  expect(await readBounded(new Response('12345'), 5)).toEqual({
    bytes: new TextEncoder().encode('12345'),
    truncated: false,
  });
  expect(await readBounded(new Response(null), 5)).toEqual({ bytes: new Uint8Array(0), truncated: false });
});

test('a body without end is cut, says so, and its source is told', async () => {
  const { response, state } = endless();
  const { bytes, truncated } = await readBounded(response, 2500);
  expect([bytes.length, truncated, state.cancelled]).toEqual([2500, true, true]);
});

test('reading ends when its signal is aborted', async () => {
  const silent = new Response(new ReadableStream());
  const controller = new AbortController();
  const reading = readBounded(silent, 10, controller.signal);
  controller.abort(new Error('enough'));
  await expect(reading).rejects.toThrow('enough');
});

test('a body that nobody reads is given back', async () => {
  const { response, state } = endless();
  await discard(response);
  expect(state.cancelled).toBe(true);
  await discard(new Response(null));
});

test.each(['gzip', 'zstd', 'identity, gzip', 'x'.repeat(100)])('a packed body is refused: %s', (encoding) => {
  const response = new Response('', { headers: { 'content-encoding': encoding } });
  expect(() => assertIdentity(response, 'r.example')).toThrow(
    expect.objectContaining({ code: 'bad-response' }),
  );
});

const bytes = new TextEncoder().encode('the bytes of a blob, in several pieces');

function streamOf(
  content: Uint8Array<ArrayBuffer>,
  pieceLength = 7,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = Array.from({ length: Math.ceil(content.length / pieceLength) }, (_, i) =>
    content.slice(i * pieceLength, (i + 1) * pieceLength),
  );
  return new ReadableStream({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

function read(content: Uint8Array<ArrayBuffer>, digest = computeDigest('sha256', bytes), size?: number) {
  return new Response(verifiedBody(streamOf(content), { digest, size, registry: 'r.example' })).bytes();
}

describe('a body that is checked', () => {
  test.each(['sha256', 'sha512'] as const)('arrives whole when it has its digest: %s', async (algorithm) => {
    expect(await read(bytes, computeDigest(algorithm, bytes), bytes.length)).toEqual(bytes);
  });

  test.each([
    ['one byte short', bytes.slice(1)],
    ['one byte long', new Uint8Array([...bytes, 0])],
    ['nothing', new Uint8Array(0)],
  ])('never ends cleanly: %s', async (_, content) => {
    await expect(read(content)).rejects.toMatchObject({ code: 'digest-mismatch' });
    await expect(read(content, undefined, bytes.length)).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test('is cut off as soon as it is longer than announced', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const digest = computeDigest('sha256', bytes);
    const body = verifiedBody(endless, { digest, size: 2500, registry: 'r.example' });
    await expect(new Response(body).bytes()).rejects.toMatchObject({ code: 'digest-mismatch' });
    expect(pulled).toBeLessThan(10);
  });

  test('passes unchecked under an algorithm nobody here knows, but not with another length', async () => {
    const digest = parseDigest('blake9:abc');
    expect(await read(bytes, digest)).toEqual(bytes);
    await expect(read(bytes, digest, 3)).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test('tells its source when nobody wants it any more', async () => {
    const dropped = Promise.withResolvers<unknown>();
    const source = new ReadableStream({ cancel: dropped.resolve });
    const digest = computeDigest('sha256', bytes);
    await verifiedBody(source, { digest, size: undefined, registry: 'r.example' }).cancel('enough');
    expect(await dropped.promise).toBe('enough');
  });
});

test('property: any flipped bit breaks the stream', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (index, bit) => {
      const changed = bytes.slice();
      changed[index] = (changed[index] ?? 0) ^ (1 << bit);
      await expect(read(changed)).rejects.toMatchObject({ code: 'digest-mismatch' });
    }),
  );
});
