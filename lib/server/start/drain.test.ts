import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { drain } from '#lib/server/start/drain';

async function serve(): Promise<{ server: Server; url: string; next: () => Promise<ServerResponse> }> {
  let arrived = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, outgoing) => arrived.resolve(outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const next = async () => {
    const outgoing = await arrived.promise;
    arrived = Promise.withResolvers();
    return outgoing;
  };
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, next };
}

test('what is running finishes, what is idle is closed, and nothing new is taken', async () => {
  const { server, url, next } = await serve();
  const first = fetch(url);
  (await next()).end('first');
  await (await first).text();
  const running = fetch(url);
  const outgoing = await next();
  const drained = drain([server], 60_000);
  await expect(fetch(url, { headers: { connection: 'close' } })).rejects.toThrow();
  outgoing.end('whole');
  expect(await (await running).text()).toBe('whole');
  await drained;
});

test('what has not finished after the grace is cut', async () => {
  const { server, url, next } = await serve();
  const running = fetch(url);
  running.catch(() => {});
  await next();
  await drain([server], 1);
  await expect(running).rejects.toThrow();
});
