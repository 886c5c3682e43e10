import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '#e2e/fakes/text-of';
import type { FetchRequest } from '#lib/registry/fetch';
import { createEgressFetch } from './egress.ts';

type Script = (request: IncomingMessage, response: ServerResponse) => void;

const limits = { connectTimeoutMs: 2000, headersTimeoutMs: 2000, bodyIdleTimeoutMs: 2000 };
const fetch = createEgressFetch({ limits });
const kibibyte = 1024;
let script: Script;
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => script(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = originOf(server);
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

function originOf(listening: { address: () => unknown }): string {
  const address = listening.address();
  const isKnown = typeof address === 'object' && address !== null && 'port' in address;
  return `http://127.0.0.1:${isKnown ? address.port : 0}`;
}

function ask(next: Script, request: Partial<FetchRequest> = {}, egress = fetch, target = origin) {
  script = next;
  return egress(new URL(target), { method: 'GET', purpose: 'registry', onBehalfOf: target, ...request });
}

describe('an answer', () => {
  test('comes as it was sent: status, headers, and bytes that nobody unpacked', async () => {
    const response = await ask((_, out) => {
      out.writeHead(
        203,
        [
          ['Content-Encoding', 'gzip'],
          ['Link', '<a>'],
          ['Link', '<b>'],
        ].flat(),
      );
      out.end('not gzip');
    });
    expect(response.status).toBe(203);
    expect(response.headers.get('link')).toBe('<a>, <b>');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await textOf(response)).toBe('not gzip');
  });

  test('that is empty leaves its connection open when it is dropped', async () => {
    let connections = 0;
    const count = () => {
      connections += 1;
    };
    server.on('connection', count);
    const own = createEgressFetch({ limits });
    for (let asked = 0; asked < 8; asked += 1) {
      const empty: Script = (_, out) => out.writeHead(202, { 'content-length': '0' }).end();
      const response = await ask(empty, { method: 'POST' }, own);
      await response.body?.cancel();
    }
    server.off('connection', count);
    // The second may be sent before the first has given its connection back.
    expect(connections).toBeLessThanOrEqual(2);
  });

  test.each([204, 304])('without a body may be one: %i', async (status) => {
    const response = await ask((_, out) => out.writeHead(status).end());
    expect([response.status, response.body]).toEqual([status, null]);
  });

  test('to HEAD keeps its length and has no body', async () => {
    const head = await ask((_, out) => out.writeHead(200, { 'content-length': 5000 }).end(), {
      method: 'HEAD',
    });
    expect([head.headers.get('content-length'), head.body]).toEqual(['5000', null]);
  });

  test('that redirects is handed on and not followed', async () => {
    const response = await ask((_, out) => out.writeHead(307, { location: 'http://169.254.169.254/' }).end());
    expect([response.status, response.headers.get('location')]).toEqual([307, 'http://169.254.169.254/']);
  });

  test('with a status that means nothing is refused', async () => {
    await expect(ask((_, out) => out.writeHead(799).end())).rejects.toMatchObject({ code: 'bad-response' });
  });

  test('to a body that was sent has all of it', async () => {
    const echo: Script = (request, out) => request.pipe(out);
    for (const body of ['text', new TextEncoder().encode('bytes'), new Blob(['stream']).stream()]) {
      const expected = typeof body === 'string' ? 'text' : body instanceof Uint8Array ? 'bytes' : 'stream';
      expect(await textOf(await ask(echo, { method: 'POST', body }))).toBe(expected);
    }
  });
});

describe('a body', () => {
  test('is read no faster than somebody wants it, and closes its connection when nobody does', async () => {
    let written = 0;
    const closed = Promise.withResolvers<void>();
    const response = await ask((_, out) => {
      out.on('close', () => closed.resolve());
      const pump = () => {
        while (out.write(Buffer.alloc(64 * kibibyte))) written += 64 * kibibyte;
        out.once('drain', pump);
      };
      pump();
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await closed.promise;
    expect(written).toBeLessThan(64 * 1024 * kibibyte);
  });

  test('that breaks off ends in an error and never cleanly', async () => {
    const response = await ask((_, out) => {
      out.writeHead(200, { 'content-length': 1000 });
      out.write('half', () => out.destroy());
    });
    await expect(textOf(response)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('that falls silent is given up', async () => {
    const hasty = createEgressFetch({ limits: { ...limits, bodyIdleTimeoutMs: 20 } });
    const response = await ask((_, out) => out.writeHead(200).write('half'), {}, hasty);
    await expect(textOf(response)).rejects.toMatchObject({ code: 'timeout' });
  });

  test('ends when its reader aborts', async () => {
    const controller = new AbortController();
    const response = await ask((_, out) => out.writeHead(200).write('half'), { signal: controller.signal });
    const text = textOf(response);
    controller.abort();
    await expect(text).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a failure below HTTP', () => {
  test('is a refusal where nobody listens', async () => {
    const idle = createTcpServer();
    idle.listen(0, '127.0.0.1');
    await once(idle, 'listening');
    const target = originOf(idle);
    idle.close();
    await expect(ask(() => undefined, {}, fetch, target)).rejects.toMatchObject({
      code: 'connection-refused',
      message: `Nothing answers at ${new URL(target).host}.`,
    });
  });

  test('is a matter of tls where https is asked of plain http', async () => {
    const attempt = ask(() => undefined, {}, fetch, origin.replace('http:', 'https:'));
    await expect(attempt).rejects.toMatchObject({ code: 'tls-failed' });
  });

  test('is a timeout where no headers come', async () => {
    const hasty = createEgressFetch({ limits: { ...limits, headersTimeoutMs: 20 } });
    await expect(ask(() => undefined, {}, hasty)).rejects.toMatchObject({ code: 'timeout' });
  });

  test('tells being called off from being too slow', async () => {
    const aborted = AbortSignal.abort();
    await expect(ask(() => undefined, { signal: aborted })).rejects.toMatchObject({ code: 'cancelled' });
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    await expect(ask(() => undefined, { signal: late })).rejects.toMatchObject({ code: 'timeout' });
  });

  test.each([
    ['connection closed', (socket: Socket) => socket.destroy(), 'unavailable'],
    ['something that is no HTTP', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 'bad-response'],
    [
      'headers without end',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(80_000)}`),
      'bad-response',
    ],
  ])('says what came in place of an answer: %s', async (_, reply, code) => {
    const raw = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => reply(socket));
    });
    raw.listen(0, '127.0.0.1');
    await once(raw, 'listening');
    await expect(ask(() => undefined, {}, fetch, originOf(raw))).rejects.toMatchObject({ code });
    raw.close();
  });
});
