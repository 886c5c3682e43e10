import { expect, test } from 'vitest';
import { assertIdentity, discard, readBounded } from '#lib/registry/body';

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
