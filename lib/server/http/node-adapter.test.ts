import { request as httpRequest } from 'node:http';
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

test('the Content-Length of the response goes out as it is', async () => {
  const url = await serveHandle(
    async () => new Response('abc', { status: 203, headers: { 'content-length': '3' } }),
  );
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
    203,
    '3',
    'abc',
  ]);
});

test('a response without a body has the length 0, and 204 has none', async () => {
  const url = await serveHandle(
    async (request) => new Response(null, { status: Number(new URL(request.url).pathname.slice(1)) }),
  );
  expect((await fetch(`${url}/202`)).headers.get('content-length')).toBe('0');
  expect((await fetch(`${url}/204`)).headers.get('content-length')).toBeNull();
});

test('several cookies stay several headers', async () => {
  const url = await serveHandle(async () => {
    const response = new Response(null);
    response.headers.append('set-cookie', 'a=1');
    response.headers.append('set-cookie', 'b=2');
    return response;
  });
  expect((await fetch(url)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('HEAD sends the length without the body and cancels its stream', async () => {
  const cancelled = Promise.withResolvers<void>();
  const url = await serveHandle(
    async () =>
      new Response(endlessBody(cancelled.resolve).stream, { headers: { 'content-length': '1073741824' } }),
  );
  const answer = await fetch(url, { method: 'HEAD' });
  expect(answer.headers.get('content-length')).toBe('1073741824');
  await cancelled.promise;
});

test('a slow reader slows the producer down', async () => {
  const source = endlessBody(() => {});
  const url = await serveHandle(async () => new Response(source.stream));
  const incoming = await openResponse(url);
  incoming.pause();
  let seen = -1;
  while (seen !== source.produced()) {
    seen = source.produced();
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(seen).toBeLessThan(64 * 1024 * 1024);
  incoming.destroy();
});

test.each([2, 4])('a body of 3 bytes that announced %i breaks the connection', async (announced) => {
  const url = await serveHandle(
    async () => new Response('abc', { headers: { 'content-length': String(announced) } }),
  );
  await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow();
});

test('the head of a slow stream goes out before its first byte', async () => {
  const release = Promise.withResolvers<void>();
  const url = await serveHandle(async () => {
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await release.promise;
        controller.close();
      },
    });
    return new Response(stream, { status: 201 });
  });
  const answer = await fetch(url);
  release.resolve();
  expect([answer.status, await answer.text()]).toEqual([201, '']);
});

test('method, target, headers and body arrive as they were sent', async () => {
  const url = await serveHandle(async (request) =>
    Response.json({
      method: request.method,
      url: request.url,
      type: request.headers.get('content-type'),
      body: await request.text(),
    }),
  );
  const answer = await fetch(`${url}/v2/a?n=1`, {
    method: 'PUT',
    body: 'x'.repeat(300_000),
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect(await answer.json()).toEqual({
    method: 'PUT',
    url: `${url}/v2/a?n=1`,
    type: 'application/octet-stream',
    body: 'x'.repeat(300_000),
  });
});

test('a client that goes during its upload breaks the body of the request', async () => {
  const failed = Promise.withResolvers<unknown>();
  const url = await serveHandle(async (request) => {
    await request.arrayBuffer().catch(failed.resolve);
    return new Response(null);
  });
  const outgoing = httpRequest(url, { method: 'PUT', headers: { 'content-length': 1_000_000 } });
  outgoing.on('error', () => {});
  outgoing.write('part', () => outgoing.destroy());
  expect(await failed.promise).toBeInstanceOf(Error);
});

test('an upload that the handler does not read does not block the connection', async () => {
  const url = await serveHandle(async (request) => {
    const reader = request.body?.getReader();
    await reader?.read();
    return new Response('enough');
  });
  for (const _ of [1, 2, 3]) {
    const answer = await fetch(url, { method: 'PUT', body: new Uint8Array(4_000_000) });
    expect(await answer.text()).toBe('enough');
  }
});
