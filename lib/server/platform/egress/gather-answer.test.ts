import { getEventListeners, once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { ServerScript } from '#e2e/fakes/scripted-server';
import { startRawServer, startScriptedServer } from '#e2e/fakes/scripted-server';
import { textOf } from '#e2e/fakes/text-of';
import { discard } from '#lib/registry/body';
import type { FetchRequest } from '#lib/registry/fetch';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { createEgressFetch } from './egress.ts';

const limits = { connectTimeoutMs: 2000, headersTimeoutMs: 2000, bodyIdleTimeoutMs: 2000 };
const gather = { maxBytes: 100, errorMaxBytes: 20 };

function ask(origin: string, request: Partial<FetchRequest> = {}, own: Partial<typeof limits> = {}) {
  const fetch = createEgressFetch({ limits: { ...limits, ...own } });
  return fetch(new URL(origin), {
    method: 'GET',
    purpose: 'registry',
    onBehalfOf: origin,
    gather,
    ...request,
  });
}

async function answerTo(script: ServerScript, request: Partial<FetchRequest> = {}) {
  await using server = await startScriptedServer(script);
  return await ask(server.origin, request);
}

async function answerOnWire(text: string, request: Partial<FetchRequest> = {}) {
  await using server = await startRawServer((socket) => socket.write(text, 'latin1'));
  return await ask(server.origin, request);
}

describe('a small answer', () => {
  test('comes as it was sent: status, headers, and bytes that nobody unpacked', async () => {
    const answer = await answerTo((_, out) => {
      out.writeHead(203, ['Content-Encoding', 'gzip', 'Link', '<a>', 'Link', '<b>']);
      out.end('not gzip');
    });
    expect([answer.status, answer.ok, answer.body]).toEqual([203, true, null]);
    expect(answer.headers.get('link')).toBe('<a>, <b>');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect([answer.headers.has('link'), answer.headers.has('etag')]).toEqual([true, false]);
    expect(answer.headers.get('etag')).toBe(null);
    expect(answer.headers.get('constructor')).toBe(null);
    expect(await textOf(answer)).toBe('not gzip');
  });

  test('has the headers that a stream has, whatever is sent in them', async () => {
    await using server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nETag:  "a" \r\nX-Two: €\r\nX-Two: good\r\nX-Latin: é\r\n', 'utf8');
      socket.write('X-Byte: \xe9\r\nX-Empty:\r\n__proto__: x\r\nContent-Length: 0\r\n\r\n', 'latin1');
    });
    const names = ['etag', 'x-two', 'x-latin', 'x-byte', 'x-empty', '__proto__', 'x-none', 'toString'];
    const [gathered, streamed] = await Promise.all([
      ask(server.origin),
      ask(server.origin, { gather: undefined }),
    ]);
    const read = ({ headers }: HttpAnswer) => names.map((name) => [headers.get(name), headers.has(name)]);
    expect(read(gathered)).toEqual(read(streamed));
    expect([gathered.headers.get('etag'), gathered.headers.get('x-byte')]).toEqual(['"a"', 'é']);
  });

  test('may come after word that it is to come', async () => {
    const answer = await answerOnWire(
      'HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere',
    );
    expect([answer.status, answer.headers.get('link'), await textOf(answer)]).toEqual([200, null, 'here']);
  });

  test.each([204, 304])('without a body may be one: %i', async (status) => {
    const answer = await answerTo((_, out) => out.writeHead(status).end());
    expect([answer.status, await textOf(answer)]).toEqual([status, '']);
  });

  test('to HEAD keeps its length, however large, and has no body', async () => {
    const answer = await answerTo((_, out) => out.writeHead(200, { 'content-length': 5000 }).end(), {
      method: 'HEAD',
    });
    expect([answer.headers.get('content-length'), await textOf(answer)]).toEqual(['5000', '']);
    expect(answer.gathered?.truncated).toBe(false);
  });

  test('that redirects is handed on and not followed', async () => {
    const answer = await answerTo((_, out) =>
      out.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([307, 'http://169.254.169.254/']);
  });

  test('with a status that means nothing is refused', async () => {
    await expect(answerTo((_, out) => out.writeHead(799).end('x'))).rejects.toMatchObject({
      code: 'bad-response',
    });
  });

  test('to a body that was sent has all of it', async () => {
    const echo: ServerScript = (request, out) => request.pipe(out);
    expect(await textOf(await answerTo(echo, { method: 'POST', body: 'text' }))).toBe('text');
    const bytes = new TextEncoder().encode('bytes');
    expect(await textOf(await answerTo(echo, { method: 'PUT', body: bytes }))).toBe('bytes');
  });

  test('to a body that is a stream comes as a stream', async () => {
    await using server = await startScriptedServer((request, out) => request.pipe(out));
    const answer = await ask(server.origin, { method: 'POST', body: new Blob(['stream']).stream() });
    expect(answer.gathered).toBe(undefined);
    expect(await textOf(answer)).toBe('stream');
  });
});

describe('of a body is kept', () => {
  test('all, also when it comes byte by byte and nobody said how long it is', async () => {
    const answer = await answerTo((_, out) => {
      for (let sent = 0; sent < 100; sent += 1) out.write(String(sent % 10));
      out.end();
    });
    expect(answer.gathered?.truncated).toBe(false);
    expect(await textOf(answer)).toBe('0123456789'.repeat(10));
  });

  test('no more than is wanted, and the connection is closed', async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await startScriptedServer((_, out) => {
      out.on('close', () => closed.resolve());
      const pump = () => {
        while (out.write('x'.repeat(1000)));
        out.once('drain', pump);
      };
      pump();
    });
    const answer = await ask(server.origin);
    await closed.promise;
    expect([await textOf(answer), answer.gathered?.truncated]).toEqual(['x'.repeat(100), true]);
  });

  test('nothing when it announces more than is wanted, without waiting for it', async () => {
    const answer = await answerTo((_, out) => out.writeHead(200, { 'content-length': 101 }).write('x'));
    expect([await textOf(answer), answer.gathered?.truncated]).toEqual(['', true]);
  });

  test('nothing when it is a web page in place of a success', async () => {
    const answer = await answerTo((_, out) =>
      out.writeHead(200, { 'content-type': 'text/html' }).write('<h1>'),
    );
    expect([answer.status, await textOf(answer)]).toEqual([200, '']);
  });

  test('the beginning when it explains a failure, whatever its length and type', async () => {
    const answer = await answerTo((_, out) =>
      out.writeHead(502, { 'content-type': 'text/html', 'content-length': 5000 }).end('<h1>'.repeat(1250)),
    );
    expect([answer.status, await textOf(answer)]).toEqual([502, '<h1>'.repeat(5)]);
  });

  test('nothing of what follows an empty answer', async () => {
    const answer = await answerOnWire(
      'HTTP/1.1 205 Reset\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nmore\r\n',
    );
    expect([answer.status, await textOf(answer), answer.gathered?.truncated]).toEqual([205, '', false]);
  });
});

describe('a body that fails', () => {
  const half = 'HTTP/1.1 429 Slow down\r\nContent-Length: 10\r\nRetry-After: 7\r\n\r\nhalf';

  test('leaves status and headers, and is met by whoever reads it', async () => {
    await using server = await startRawServer((socket) => socket.end(half));
    const answer = await ask(server.origin);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    await discard(answer);
    await expect(textOf(answer)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('since it falls silent is given up', async () => {
    await using server = await startRawServer((socket) => socket.write(half));
    const answer = await ask(server.origin, {}, { bodyIdleTimeoutMs: 20 });
    await expect(textOf(answer)).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('what comes after an answer is no other answer:', () => {
  const honest = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhonest';

  test.each([
    ['more than was announced', `${honest} and more`],
    ['a second answer', `${honest}${honest.replace('honest', 'forged')}`],
    ['the body of an empty answer', 'HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\n\r\nforged'],
  ])('%s', async (_, first) => {
    let asked = 0;
    await using server = await startRawServer((socket) => {
      asked += 1;
      socket.write(asked === 1 ? first : honest);
    });
    const fetch = createEgressFetch({ limits });
    const request = { method: 'GET', purpose: 'registry', onBehalfOf: server.origin, gather } as const;
    expect(await textOf(await fetch(new URL(server.origin), request))).toMatch(/^(?:honest)?$/);
    for (let n = 0; n < 3; n += 1)
      expect(await textOf(await fetch(new URL(server.origin), request))).toBe('honest');
  });

  test('each of many sessions gets the answer to its own question', async () => {
    await using server = await startScriptedServer((request, out) => out.end(request.headers.authorization));
    const fetch = createEgressFetch({ limits });
    const names = Array.from({ length: 60 }, (_, n) => `Bearer ${n}`);
    const answers = await Promise.all(
      names.map((authorization) =>
        fetch(new URL(server.origin), {
          method: 'GET',
          purpose: 'registry',
          onBehalfOf: server.origin,
          headers: { authorization },
          gather,
        }),
      ),
    );
    expect(await Promise.all(answers.map(textOf))).toEqual(names);
  });
});

describe('a signal', () => {
  test('ends the wait for an answer, before and after its headers', async () => {
    for (const script of [() => undefined, (_, out) => out.writeHead(200).write('half')] as ServerScript[]) {
      const controller = new AbortController();
      const isAsked = Promise.withResolvers<void>();
      await using server = await startScriptedServer((request, out) => {
        script(request, out);
        isAsked.resolve();
      });
      const answer = ask(server.origin, { signal: controller.signal });
      await isAsked.promise;
      controller.abort();
      await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    }
  });

  test('that was aborted before sends nothing, and tells being called off from being too slow', async () => {
    await using server = await startScriptedServer((_, out) => out.end());
    const signal = AbortSignal.abort();
    await expect(ask(server.origin, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    await expect(ask(server.origin, { signal: late })).rejects.toMatchObject({ code: 'timeout' });
    expect(server.connections()).toBe(0);
  });

  test('keeps no listener of an answer that came, that was cut, or that failed', async () => {
    const { signal } = new AbortController();
    await answerTo((_, out) => out.end('here'), { signal });
    await answerTo((_, out) => out.end('x'.repeat(1000)), { signal });
    await answerTo((_, out) => out.writeHead(799).end(), { signal }).catch(() => undefined);
    await answerTo((request) => request.socket.destroy(), { signal }).catch(() => undefined);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a failure below HTTP', () => {
  test('is a refusal where nobody listens', async () => {
    const idle = createTcpServer().listen(0, '127.0.0.1');
    await once(idle, 'listening');
    const address = idle.address();
    idle.close();
    const port = typeof address === 'object' ? address?.port : 0;
    await expect(ask(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'connection-refused' });
  });

  test('is a matter of tls where https is asked of plain http', async () => {
    await using server = await startScriptedServer((_, out) => out.end());
    const attempt = ask(server.origin.replace('http:', 'https:'));
    await expect(attempt).rejects.toMatchObject({ code: 'tls-failed' });
  });

  test('is a timeout where no headers come', async () => {
    await using server = await startScriptedServer(() => undefined);
    const attempt = ask(server.origin, {}, { headersTimeoutMs: 20 });
    await expect(attempt).rejects.toMatchObject({ code: 'timeout' });
  });

  test.each([
    ['nothing', '', 'unavailable'],
    ['something that is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'bad-response'],
    ['headers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(80_000)}`, 'bad-response'],
    ['headers without number', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`, 'bad-response'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 'bad-response'],
  ])('says what came in place of an answer: %s', async (_, text, code) => {
    await using server = await startRawServer((socket) => socket.end(text));
    await expect(ask(server.origin)).rejects.toMatchObject({ code });
  });
});
