import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAccess } from '#lib/server/http/access';
import { createDispatcher } from '#lib/server/http/dispatcher';
import { toListener } from '#lib/server/http/node-adapter';
import { listenOn, loopbacks } from '#lib/server/start/listen';

const bodies: string[] = [];
let servers: readonly Server[] = [];
let port = 0;

beforeAll(async () => {
  port = await freePort();
  const registry = toListener(async (request) => {
    bodies.push(await request.text());
    return new Response('here');
  });
  const backends = { registry, pages: registry, upgrade: () => {}, access: openAccess, isReady: () => true };
  const dispatcher = createDispatcher({
    hosts: [`localhost:${port}`],
    isDev: false,
    state: () => ({ kind: 'ready', backends }),
    log: { debug: () => {}, error: () => {} },
  });
  servers = await listenOn(loopbacks, port, dispatcher);
});
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Sends text as it is and reads until the server closes. */
async function send(text: string, host = '127.0.0.1'): Promise<string> {
  const socket = connect(port, host);
  socket.end(text.replaceAll('HOST', `localhost:${port}`));
  const chunks = await socket.setEncoding('latin1').toArray();
  return chunks.join('');
}

test('it answers on 127.0.0.1, and on ::1 where there is one', async () => {
  const addresses = servers.map((server) => (server.address() as AddressInfo).address);
  expect(addresses[0]).toBe('127.0.0.1');
  for (const address of addresses) {
    expect(await send('GET /v2/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', address)).toContain(
      '200 OK',
    );
  }
});

test('a port that is taken is one clear line', async () => {
  await expect(
    listenOn(loopbacks, port, { listener: async () => {}, upgrade: () => {} }),
  ).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringContaining(`Port ${port} is taken on 127.0.0.1.`),
  });
});

test.each([
  [
    'both lengths',
    'POST /v2/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['two lengths', 'POST /v2/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['a signed length', 'POST /v2/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: +4\r\n\r\nabcd'],
  ['an unknown encoding', 'POST /v2/ HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
  [
    'chunked not last',
    'POST /v2/ HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
  ],
  [
    'a bad chunk size',
    'POST /v2/ HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n',
  ],
  ['bare line feeds', 'GET /v2/ HTTP/1.1\nHost: HOST\n\n'],
  ['a space before the colon', 'GET /v2/ HTTP/1.1\r\nHost : HOST\r\n\r\n'],
  ['a folded header', 'GET /v2/ HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b\r\n\r\n'],
  ['no Host', 'GET /v2/ HTTP/1.1\r\n\r\n'],
  ['two Hosts', 'GET /v2/ HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n'],
  ['an absolute target', 'GET http://evil.example/v2/ HTTP/1.1\r\nHost: HOST\r\n\r\n'],
  ['an absolute target of ours', 'GET http://HOST/v2/ HTTP/1.1\r\nHost: HOST\r\n\r\n'],
])('%s: refused, closed, and nothing behind it is taken for a request', async (_, text) => {
  const before = bodies.length;
  const answer = await send(`${text}GET /v2/smuggled HTTP/1.1\r\nHost: HOST\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).not.toContain('here');
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(answer).toMatch(/content-security-policy: default-src 'none'/i);
  expect(bodies.slice(before).filter((body) => body !== '')).toEqual([]);
});

test('a head of more than 16 KiB is 431, with the security headers too', async () => {
  const answer = await send(`GET /v2/ HTTP/1.1\r\nHost: HOST\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(answer).toContain('x-frame-options: DENY');
});

test('an expectation that nobody has heard of is 417, with the security headers', async () => {
  const answer = await send(
    'PUT /v2/a HTTP/1.1\r\nHost: HOST\r\nExpect: a-miracle\r\nContent-Length: 1\r\n\r\na',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 417 /);
  expect(answer).toMatch(/content-security-policy: default-src 'none'/i);
});

test('who asks before it sends is invited when it may, and told off when it may not', async () => {
  const put = (more: string) =>
    send(`PUT /v2/a HTTP/1.1\r\nHost: HOST\r\n${more}Expect: 100-continue\r\nContent-Length: 1\r\n\r\na`);
  expect(await put('Connection: close\r\n')).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  expect(await put('Origin: http://evil.example\r\n')).toMatch(/^HTTP\/1\.1 403 .*connection: close/is);
});

test('an upgrade leads nowhere outside development', async () => {
  const answer = await send(
    'GET / HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  expect(answer).toBe('');
});

// The HTTP client of Java offers HTTP/2 with every plain request, and goes on without it (RFC 9110 7.8).
test('an offer of HTTP/2 is passed over and its request answered', async () => {
  const answer = await send(
    'GET /v2/ HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

test('a client that hears its refusal and stays is cut off', async () => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  socket.write('NOT HTTP\r\n\r\n');
  await expect.poll(() => openConnections(servers[0]), { timeout: 5_000 }).toBeGreaterThan(0);
  await expect.poll(() => openConnections(servers[0]), { timeout: 5_000 }).toBe(0);
  socket.destroy();
});

function openConnections(server: Server | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server?.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}
