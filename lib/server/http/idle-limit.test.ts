import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { limitIdleClient } from '#lib/server/http/idle-limit';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function serve(): Promise<{ client: Socket; answer: Promise<ServerResponse>; timeouts: () => number }> {
  const answer = Promise.withResolvers<ServerResponse>();
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    limitIdleClient(incoming, outgoing, 20);
    outgoing.on('timeout', () => count++);
    answer.resolve(outgoing);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  return { client, answer: answer.promise, timeouts: () => count };
}

test('a client that stops in the middle of its body is let go', async () => {
  const { client } = await serve();
  client.write('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n');
  await new Promise((resolve) => client.once('close', resolve));
});

test.each([
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  'PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\npart',
])('a client that waits for us is not', async (text) => {
  const { client, answer, timeouts } = await serve();
  client.write(text);
  const outgoing = await answer;
  await expect.poll(timeouts).toBeGreaterThan(2);
  outgoing.end('late');
  const [data] = await new Promise<[Buffer]>((resolve) => client.once('data', (chunk) => resolve([chunk])));
  expect(data.toString()).toContain('200 OK');
  client.destroy();
});

test.each([
  ['after it has written all', true],
  ['while it has more to write', false],
])('a reader who takes nothing is let go by a server %s', async (_when, isEnded) => {
  const { client, answer } = await serve();
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  client.once('data', () => client.pause());
  const outgoing = await answer;
  const isClosed = new Promise((resolve) => outgoing.once('close', resolve));
  // More than the buffers of both ends hold.
  outgoing.write(Buffer.alloc(64 * 1024 * 1024));
  if (isEnded) outgoing.end();
  await isClosed;
  expect(outgoing.writableFinished).toBe(false);
  client.destroy();
});
