import type { IncomingHttpHeaders, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { parseAddressRange } from '#lib/server/platform/address-range';
import { openAccess } from './access.ts';
import { offerDirectly } from './direct-routes.ts';
import type { Front, Listener, ServerState } from './dispatcher.ts';
import { createDispatcher, limitIdleClient } from './dispatcher.ts';
import { toListener } from './node-adapter.ts';

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
type Ask = (path: string, options?: { method?: string; headers?: OutgoingHttpHeaders }) => Promise<Answer>;

const servers: Server[] = [];
const log = { debug: () => {}, error: () => {} };
const upgrade = () => {};
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

const page: Listener = async (incoming, outgoing) => {
  if (incoming.url === '/throws') throw new Error('secret words');
  if (incoming.url === '/api/own') outgoing.setHeader('content-security-policy', 'sandbox');
  if (incoming.url === '/api/long') outgoing.setHeader('orrery-length', '7');
  if (incoming.url === '/missing') outgoing.statusCode = 404;
  if (incoming.url === '/_next/nothing.js') outgoing.setHeader('content-type', 'text/html; charset=utf-8');
  outgoing.end(JSON.stringify(incoming.headers).slice(0, incoming.url === '/api/long' ? 7 : undefined));
};
const registry = toListener(async () => new Response('{}', { headers: { 'content-length': '2' } }));
const ready = {
  kind: 'ready',
  backends: { registry, pages: page, upgrade, access: openAccess, isReady: () => true },
} as const satisfies ServerState;

async function serve(state: ServerState = ready, front?: Front): Promise<Ask> {
  const hosts = front === undefined ? [] : [new URL(front.origin).host];
  const dispatcher = createDispatcher({ hosts, front, isDev: false, state: () => state, log });
  const server = createServer((incoming, outgoing) => void dispatcher.listener(incoming, outgoing));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (front === undefined) hosts.push(`127.0.0.1:${port}`);
  return (path, { method = 'GET', headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest({ port, host: '127.0.0.1', path, method, headers }, async (incoming) => {
        const chunks = await incoming.toArray();
        const body = Buffer.concat(chunks).toString();
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
      });
      outgoing.on('error', reject).end();
    });
}

test.each([
  ['GET', '/'],
  ['GET', '/missing'],
  ['GET', '/throws'],
  ['GET', '/v2/'],
  ['HEAD', '/v2/'],
  ['GET', '/api/graph'],
  ['GET', '/_next/static/a.js'],
  ['GET', '/livez'],
  ['GET', '/readyz'],
  ['GET', '//evil.example'],
  ['POST', '/'],
  ['POST', '/api/refused'],
])('%s %s bears every security header', async (method, path) => {
  const { headers } = await (await serve())(path, { method });
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'permissions-policy': expect.stringContaining('camera=()'),
  });
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('the page learns the nonce of its answer, whatever the client had sent', async () => {
  const ask = await serve();
  const forged = {
    'content-security-policy': "script-src 'nonce-evil'",
    'x-nonce': 'evil',
    purpose: 'prefetch',
  };
  const { headers, body } = await ask('/', { headers: forged });
  const seen = JSON.parse(body);
  expect(seen['content-security-policy']).toBe(headers['content-security-policy']);
  expect(headers['content-security-policy']).toContain(`'nonce-${seen['x-nonce']}'`);
  expect(body).not.toContain('evil');
});

test('the page learns the address that was asked for, whatever the client had sent', async () => {
  const { body } = await (await serve())('/a.io/b:1?view=x', { headers: { 'x-address': '/evil' } });
  expect(JSON.parse(body)['x-address']).toBe('/a.io/b:1?view=x');
});

test('a page in the place of a file of the framework has the policy of pages', async () => {
  const ask = await serve();
  expect((await ask('/_next/static/a.js')).headers['content-security-policy']).toContain(
    "default-src 'self'",
  );
  expect((await ask('/_next/nothing.js')).headers['content-security-policy']).toContain(
    "script-src 'self' 'nonce-",
  );
});

test('no two pages share a nonce', async () => {
  const ask = await serve();
  const nonces = await Promise.all(
    Array.from({ length: 20 }, async () => JSON.parse((await ask('/')).body)['x-nonce']),
  );
  expect(new Set(nonces).size).toBe(20);
});

test('every answer names its request, as a trusted proxy or we have named it', async () => {
  const named = { 'x-request-id': 'edge-1', host: 'orrery.example' };
  const loopback = [parseAddressRange('127.0.0.1')].filter((range) => range !== undefined);
  const trusted = await serve(ready, { origin: 'https://orrery.example', trustedProxies: loopback });
  const other = await serve(ready, { origin: 'https://orrery.example', trustedProxies: [] });
  for (const path of ['/', '/v2/', '/livez', '/throws', '/api/graph']) {
    expect((await trusted(path, { headers: named })).headers['x-request-id']).toBe('edge-1');
    expect((await other(path, { headers: named })).headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  }
  const { body } = await trusted('/throws', { headers: named });
  expect(JSON.parse(body)).toMatchObject({ code: 'internal', requestId: 'edge-1' });
});

test('headers of a proxy before this server are not believed', async () => {
  const headers = {
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    forwarded: 'host=evil',
  };
  expect((await (await serve())('/', { headers })).body).not.toMatch(/evil|https/);
});

test('answers under /api are data and are not stored, unless a route says better', async () => {
  const ask = await serve();
  const plain = await ask('/api/graph');
  expect(plain.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(plain.headers['cache-control']).toBe('private, no-store');
  expect((await ask('/api/own')).headers['content-security-policy']).toBe('sandbox');
});

test('a route that says its length is answered with Content-Length', async () => {
  const { headers, body } = await (await serve())('/api/long');
  expect([headers['content-length'], headers['orrery-length'], body.length]).toEqual(['7', undefined, 7]);
});

test('a page that throws is a 500 that tells nothing of it', async () => {
  const { status, body } = await (await serve())('/throws');
  expect(status).toBe(500);
  expect(body).not.toContain('secret');
});

test('a refusal speaks the language of the interface that was asked', async () => {
  const ask = await serve();
  const headers = { origin: 'http://evil.example' };
  const fromRegistry = await ask('/v2/_catalog', { headers });
  const fromApi = await ask('/api/graph', { headers });
  expect([fromRegistry.status, fromApi.status]).toEqual([403, 403]);
  expect(JSON.parse(fromRegistry.body).errors).toMatchObject([{ code: 'DENIED' }]);
  expect(JSON.parse(fromApi.body)).toMatchObject({ code: 'origin-refused', status: 403 });
});

test('while its records cannot be written it is not ready, but has started and lives', async () => {
  const ask = await serve({ ...ready, backends: { ...ready.backends, isReady: () => false } });
  const paths = ['/livez', '/startupz', '/readyz', '/v2/'];
  const answers = await Promise.all(paths.map((path) => ask(path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 503, 200]);
  expect(JSON.parse(answers[2]?.body ?? '')).toMatchObject({ code: 'store-unavailable' });
  expect(answers[2]?.headers['retry-after']).toBe('1');
});

test('while it starts only /livez answers', async () => {
  const ask = await serve({ kind: 'starting' });
  const paths = ['/livez', '/readyz', '/startupz', '/', '/v2/'];
  const statuses = await Promise.all(paths.map(async (path) => (await ask(path)).status));
  expect(statuses).toEqual([200, 503, 503, 503, 503]);
});

test('while it starts a browser gets a page that asks again by itself, and nobody else does', async () => {
  const ask = await serve({ kind: 'starting' });
  const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const { status, headers: given, body } = await ask('/ghcr.io/a/b:1?token=x', { headers });
  expect([status, given['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
  expect(body).toContain('<h1>Orrery is starting</h1>');
  // Without an address of its own: the same is asked for again, and nothing of it stands in the page.
  expect(body).toContain('<meta http-equiv="refresh" content="2">');
  const nonce = /<style nonce="([^"]+)">/.exec(body)?.[1];
  expect(given['content-security-policy']).toContain(`'nonce-${nonce}'`);
  for (const path of ['/v2/', '/api/graph', '/readyz'])
    expect((await ask(path, { headers })).headers['content-type'], path).toMatch(/json/);
  expect((await ask('/')).headers['content-type']).toMatch(/json/);
});

test('while it drains it is not ready, still answers, and closes each connection', async () => {
  const ask = await serve({ ...ready, kind: 'draining' });
  expect((await ask('/readyz')).status).toBe(503);
  const { status, headers } = await ask('/v2/');
  expect([status, headers.connection]).toEqual([200, 'close']);
});

type Idle = { client: Socket; answer: Promise<ServerResponse>; timeouts: () => number };

async function serveIdle(): Promise<Idle> {
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
  // Who is let go may also learn that by a reset.
  client.on('error', () => undefined);
  return { client, answer: answer.promise, timeouts: () => count };
}

test('a client that stops in the middle of its body is let go', async () => {
  const { client } = await serveIdle();
  client.write('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n');
  await new Promise((resolve) => client.once('close', resolve));
});

test.each([
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  'PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\npart',
])('a client that waits for us is not', async (text) => {
  const { client, answer, timeouts } = await serveIdle();
  client.write(text);
  const outgoing = await answer;
  await expect.poll(timeouts, { timeout: 10_000 }).toBeGreaterThan(2);
  outgoing.end('late');
  const [data] = await new Promise<[Buffer]>((resolve) => client.once('data', (chunk) => resolve([chunk])));
  expect(data.toString()).toContain('200 OK');
  client.destroy();
});

test.each([
  ['after it has written all', true],
  ['while it has more to write', false],
])('a reader who takes nothing is let go by a server %s', async (_when, isEnded) => {
  const { client, answer } = await serveIdle();
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

/** A route of our own server whose body is these chunks, and then breaks where it should. */
function offer(path: string, chunks: readonly string[], { isBroken = false, length = '' } = {}): void {
  const headers = length === '' ? {} : { 'orrery-length': length };
  offerDirectly(path, async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const next = chunks[0];
        chunks = chunks.slice(1);
        if (next !== undefined) controller.enqueue(new TextEncoder().encode(next));
        else if (isBroken) controller.error(new Error('The registry has gone.'));
        else controller.close();
      },
    });
    return new Response(body, { headers });
  });
}

test('a route that is offered directly is answered without the pages, dressed as they are', async () => {
  offer('/api/direct', ['he', 'llo'], { length: '5' });
  const { body, headers } = await (await serve())('/api/direct');
  expect(body).toBe('hello');
  expect(headers).toMatchObject({
    'content-length': '5',
    'x-frame-options': 'DENY',
    'cache-control': expect.any(String),
  });
  expect(headers).not.toHaveProperty('orrery-length');
});

test('only GET goes to a direct route', async () => {
  offer('/api/direct-get', ['hello']);
  const headers = { 'x-orrery-request': '1' };
  const { body } = await (await serve())('/api/direct-get', { method: 'POST', headers });
  expect(body).toContain('x-nonce');
});

test.each([{ length: '' }, { length: '9' }])(
  'a direct body that breaks, of length %j, is cut',
  async (more) => {
    offer('/api/direct-broken', ['hello'], { ...more, isBroken: true });
    await expect((await serve())('/api/direct-broken')).rejects.toThrow(/aborted|hang up/);
  },
);

test('a direct body that is shorter than its length is cut', async () => {
  offer('/api/direct-short', ['hello'], { length: '9' });
  await expect((await serve())('/api/direct-short')).rejects.toThrow(/aborted|hang up/);
});

test('who may not use the pages has no direct route either', async () => {
  offer('/api/direct-closed', ['secret']);
  const access = {
    isAllowed: () => false,
    admit: async ({ outgoing }: { outgoing: ServerResponse }) => {
      outgoing.writeHead(401).end();
      return false;
    },
  };
  const closed: ServerState = { ...ready, backends: { ...ready.backends, access } };
  const { status, body } = await (await serve(closed))('/api/direct-closed');
  expect([status, body]).toEqual([401, '']);
});

test('behind a proxy the origin is the public one, probes come by any name, and the client is whom the proxy names', async () => {
  const trustedProxies = ['127.0.0.1'].map(parseAddressRange).filter((range) => range !== undefined);
  const ask = await serve(ready, { origin: 'https://orrery.example', trustedProxies });
  const host = { host: 'orrery.example' };
  expect((await ask('/', { headers: { ...host, origin: 'https://orrery.example' } })).status).toBe(200);
  expect((await ask('/', { headers: { ...host, origin: 'http://orrery.example' } })).status).toBe(403);
  expect((await ask('/', { headers: { host: '127.0.0.1:3000' } })).status).toBe(421);
  expect((await ask('/readyz', { headers: { host: '10.1.2.3:3000' } })).status).toBe(200);
  const made = { 'x-forwarded-for': '203.0.113.9', 'x-client-address': '192.0.2.1', 'x-user': 'root' };
  const seen = JSON.parse((await ask('/', { headers: { ...host, ...made } })).body);
  expect(seen).toMatchObject({ 'x-client-address': '203.0.113.9' });
  expect(seen).not.toHaveProperty('x-user');
  expect(seen).not.toHaveProperty('x-forwarded-for');
});

test('without a proxy nobody names the client', async () => {
  const ask = await serve();
  const seen = JSON.parse(
    (await ask('/', { headers: { 'x-client-address': '192.0.2.1', 'x-user': 'root' } })).body,
  );
  expect(Object.keys(seen).filter((name) => name === 'x-user' || name === 'x-client-address')).toEqual([]);
});
