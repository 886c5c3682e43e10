import { expect, test } from 'vitest';
import { endlessBody, openResponse, serveHandle } from '#e2e/fakes/serve-in-test';

test('a client that goes fires the signal and cancels the body', async () => {
  const aborted = Promise.withResolvers<void>();
  const cancelled = Promise.withResolvers<void>();
  const url = await serveHandle(async (request) => {
    request.signal.addEventListener('abort', () => aborted.resolve());
    return new Response(endlessBody(cancelled.resolve).stream);
  });
  (await openResponse(url)).destroy();
  await Promise.all([aborted.promise, cancelled.promise]);
});

test('an error before the head is a 500 and one after it breaks the connection', async () => {
  const errors: unknown[] = [];
  const url = await serveHandle(
    async (request) => {
      if (request.url.endsWith('/early')) throw new Error('early');
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array(10)),
        pull: () => Promise.reject(new Error('late')),
      });
      return new Response(stream);
    },
    (error) => errors.push(error),
  );
  expect((await fetch(`${url}/early`)).status).toBe(500);
  await expect(fetch(`${url}/late`).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  expect(errors.map(String)).toEqual(['Error: early', 'Error: late']);
});
