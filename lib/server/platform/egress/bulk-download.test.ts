import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectTo, createServer } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { limits } from '#lib/server/platform/limits';
import type { BulkReader } from './bulk-download.ts';
import { downloadInBulk } from './bulk-download.ts';
import { bulkLimits } from './limits.ts';

const miB = 1024 * 1024;
const waits = { headersTimeoutMs: 2_000, bodyIdleTimeoutMs: 2_000 };

/** Bytes of which no piece is like another. */
function patterned(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(at, at);
  return bytes;
}

/** A server on bare TCP that answers a request as told; gives the head of the request too. */
async function serve(answer: (socket: Socket) => void) {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heads.push(bytes.toString('latin1'));
      answer(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    heads,
    sockets,
    url: new URL(`http://127.0.0.1:${address.port}/v2/a/blobs/b?c=d`),
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

type More = { headers?: Record<string, string>; signal?: AbortSignal; wait?: Partial<typeof waits> };

function download(url: URL, { headers = {}, signal, wait = {} }: More = {}) {
  return downloadInBulk(
    { url, headers, signal },
    {
      ...{ ...waits, ...wait },
      connect: async ({ hostname, port }, onread) => {
        const socket = connectTo({ host: hostname, port: Number(port), onread });
        await once(socket, 'connect');
        return socket;
      },
    },
  );
}

const head = (length: number, more = '') => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n${more}\r\n`;

/** The hash of all, each chunk looked at only when the next has been waited for as long as its reader pleases. */
async function hashOf(reader: BulkReader, pause = async () => {}): Promise<string> {
  const hash = createHash('sha256');
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    await pause();
    hash.update(next.value);
  }
  return hash.digest('hex');
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test.each([0, 1, 70_000, 9 * miB + 3])('a body of %d bytes arrives as it was sent', async (length) => {
  const bytes = patterned(length);
  using server = await serve((socket) => socket.write(Buffer.concat([Buffer.from(head(length)), bytes])));
  const answer = await download(server.url, { headers: { authorization: 'Bearer a' } });
  expect(answer).toMatchObject({ status: 200, length });
  if (answer === undefined) return;
  expect(await hashOf(answer.reader)).toBe(sha256(bytes));
  expect(server.heads.join('')).toMatch(
    /^GET \/v2\/a\/blobs\/b\?c=d HTTP\/1\.1\r\nauthorization: Bearer a\r\nhost: 127/,
  );
});

test('a chunk stays as it is until the next is asked for, however much comes meanwhile', async () => {
  const bytes = patterned(20 * miB);
  using server = await serve((socket) =>
    socket.write(Buffer.concat([Buffer.from(head(bytes.length)), bytes])),
  );
  const answer = await download(server.url);
  if (answer === undefined) throw new Error('The answer is plain.');
  let held = 0;
  const hash = await hashOf(answer.reader, async () => {
    held += 1;
    for (let left = 20; left > 0; left -= 1) await turn();
  });
  expect(hash).toBe(sha256(bytes));
  expect(held).toBeGreaterThan(bulkLimits.buffers);
});

test('a reader that stands still stops the sender', async () => {
  const bytes = patterned(64 * miB);
  using server = await serve((socket) =>
    socket.write(Buffer.concat([Buffer.from(head(bytes.length)), bytes])),
  );
  const answer = await download(server.url);
  await answer?.reader.read();
  for (let left = 200; left > 0; left -= 1) await turn();
  const [socket] = server.sockets;
  expect(socket?.writableLength).toBeGreaterThan(0);
  await answer?.reader.cancel();
});

test('a head may come in pieces, also within its last line', async () => {
  using server = await serve((socket) => {
    socket.setNoDelay();
    const [first, second] = [head(5).slice(0, -3), head(5).slice(-3)];
    socket.write(first, () => setImmediate(() => socket.write(`${second}hello`)));
  });
  const answer = await download(server.url);
  const { value } = (await answer?.reader.read()) ?? {};
  expect(Buffer.from(value ?? []).toString()).toBe('hello');
});

test('what follows the body is dropped with its connection', async () => {
  using server = await serve((socket) => socket.write(`${head(5)}helloHTTP/1.1 200 OK\r\n\r\nforged`));
  const answer = await download(server.url);
  const { value } = (await answer?.reader.read()) ?? {};
  expect(Buffer.from(value ?? []).toString()).toBe('hello');
  expect(await answer?.reader.read()).toMatchObject({ done: true });
  const [socket] = server.sockets;
  if (socket?.closed === false) await once(socket, 'close');
});

test('a body that is cut rejects after its last bytes', async () => {
  using server = await serve((socket) => socket.end(`${head(9)}hello`));
  const answer = await download(server.url);
  expect((await answer?.reader.read())?.done).toBe(false);
  await expect(answer?.reader.read()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});

test.each([
  ['has no length', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'],
  ['is no success', 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'],
  ['never ends its head', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(limits.responseHeadersMaxBytes)}`],
  ['is no HTTP', 'SSH-2.0-OpenSSH_9\r\n\r\n'],
])('an answer that %s is left to others, and its connection closed', async (_, text) => {
  using server = await serve((socket) => socket.write(text));
  expect(await download(server.url)).toBeUndefined();
  const [socket] = server.sockets;
  if (socket?.closed === false) await once(socket, 'close');
});

test('a header that could end its line is not sent', async () => {
  using server = await serve((socket) => socket.write(head(0)));
  expect(await download(server.url, { headers: { a: 'b\r\nc: d' } })).toBeUndefined();
  expect(server.heads).toEqual([]);
});

test('silence before the head and in the middle ends in an error of its own', async () => {
  using silent = await serve(() => {});
  const wait = { headersTimeoutMs: 20, bodyIdleTimeoutMs: 20 };
  await expect(download(silent.url, { wait })).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
  using slow = await serve((socket) => socket.write(`${head(9)}hello`));
  const answer = await download(slow.url, { wait: { bodyIdleTimeoutMs: 20 } });
  await answer?.reader.read();
  await expect(answer?.reader.read()).rejects.toMatchObject({ code: 'UND_ERR_BODY_TIMEOUT' });
});

test('an abort closes the connection before the head, in the middle, and leaves no listener', async () => {
  using silent = await serve(() => {});
  const first = new AbortController();
  const asked = download(silent.url, { signal: first.signal });
  setImmediate(() => first.abort(new Error('No more.')));
  await expect(asked).rejects.toThrow('No more.');
  using slow = await serve((socket) => socket.write(`${head(9)}hello`));
  const second = new AbortController();
  const answer = await download(slow.url, { signal: second.signal });
  await answer?.reader.read();
  const next = answer?.reader.read();
  second.abort(new Error('Enough.'));
  await expect(next).rejects.toThrow('Enough.');
});
