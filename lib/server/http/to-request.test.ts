import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { serveHandle } from '#e2e/fakes/serve-in-test';

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
