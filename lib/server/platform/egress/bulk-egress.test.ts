import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { makeCertificates } from '#e2e/network/make-certificates';
import type { FetchRequest } from '#lib/registry/fetch';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { createConnectionCounts } from './connection-counts.ts';
import type { EgressOptions } from './egress.ts';
import { createEgressFetch } from './egress.ts';
import { bulkLimits } from './limits.ts';

const limits = { connectTimeoutMs: 2000, headersTimeoutMs: 2000, bodyIdleTimeoutMs: 2000 };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Bytes of which no piece is like another, more than make a body large. */
const large = Buffer.alloc(bulkLimits.minBytes + 12_345);
for (let at = 0; at + 4 <= large.length; at += 4) large.writeUInt32LE(at, at);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function listen(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

const sendLarge: RequestListener = (_, out) => {
  out.writeHead(200, { 'content-length': large.length, etag: '"a"' }).end(large);
};

function ask(origin: string, more: Partial<FetchRequest> = {}, options: Partial<EgressOptions> = {}) {
  const fetch = createEgressFetch({ limits, ...options });
  const request = { method: 'GET', purpose: 'registry', isTransfer: true, allowsReuse: true } as const;
  return fetch(new URL(`${origin}/v2/a/blobs/b`), { ...request, onBehalfOf: origin, ...more });
}

/** The hash of a body whose chunks are each looked at some turns after they came, and before the next is asked for. */
async function hashOf({ body }: HttpAnswer): Promise<string> {
  const hash = createHash('sha256');
  const reader = body?.getReader();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    await turn();
    hash.update(next.value);
  }
  return hash.digest('hex');
}

test('a large body comes whole by a connection of its own, with its headers', async () => {
  const asked: (string | undefined)[] = [];
  const origin = `http://127.0.0.1:${await listen(
    createServer((request, out) => {
      asked.push(request.headers.authorization);
      sendLarge(request, out);
    }),
  )}`;
  const connections = createConnectionCounts();
  const answer = await ask(origin, { headers: { authorization: 'Bearer a' } }, { connections });
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"a"']);
  expect(await hashOf(answer)).toBe(sha256(large));
  expect(asked).toEqual(['Bearer a', 'Bearer a']);
  expect(connections.of(origin).opened).toBe(2);
});

test('over TLS a certificate is checked, and the bytes are the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-bulk-'));
  const certificates = await makeCertificates(folder);
  await rm(folder, { recursive: true });
  const origin = `https://localhost:${await listen(createTlsServer(certificates, sendLarge))}`;
  const answer = await ask(origin, {}, { certificates: [certificates.ca] });
  expect(await hashOf(answer)).toBe(sha256(large));
  await expect(ask(origin)).rejects.toMatchObject({ code: 'tls-failed' });
});

test('an answer that is not plain the second time is asked for as usual', async () => {
  let asked = 0;
  const origin = `http://127.0.0.1:${await listen(
    createServer((request, out) => {
      asked += 1;
      if (asked === 2) out.writeHead(200, { 'transfer-encoding': 'chunked' }).end(large);
      else sendLarge(request, out);
    }),
  )}`;
  expect(await hashOf(await ask(origin))).toBe(sha256(large));
  expect(asked).toBe(3);
});

test.each([
  ['a small body', { allowsReuse: true }, 1000],
  ['a body whose reader keeps what it was given', { allowsReuse: false }, large.length],
])('%s is asked for once', async (_, more, length) => {
  let asked = 0;
  const origin = `http://127.0.0.1:${await listen(
    createServer((_request, out) => {
      asked += 1;
      out.writeHead(200, { 'content-length': length }).end(large.subarray(0, length));
    }),
  )}`;
  expect(await hashOf(await ask(origin, more))).toBe(sha256(large.subarray(0, length)));
  expect(asked).toBe(1);
});

test('the second connection is judged as the first: a name that leads elsewhere by then is not followed', async () => {
  const port = await listen(createServer(sendLarge));
  const addresses = ['127.0.0.1', '169.254.169.254'];
  const resolve: EgressOptions['resolve'] = async () => [
    { address: addresses.shift() ?? '169.254.169.254', family: 4 },
  ];
  const asked = ask(`http://registry.example:${port}`, {}, { resolve });
  await expect(asked).rejects.toMatchObject({ code: 'egress-refused' });
});

test('a large body that is cut rejects in the words of a broken connection', async () => {
  const origin = `http://127.0.0.1:${await listen(
    createServer((_, out) => {
      out.writeHead(200, { 'content-length': large.length });
      out.write(large.subarray(0, 3_000_000), () => out.destroy());
    }),
  )}`;
  await expect(ask(origin).then(hashOf)).rejects.toMatchObject({ code: 'unavailable' });
});

test('an abort ends a large body', async () => {
  const origin = `http://127.0.0.1:${await listen(createServer(sendLarge))}`;
  const stop = new AbortController();
  const { body } = await ask(origin, { signal: stop.signal });
  const reader = body?.getReader();
  await reader?.read();
  stop.abort();
  const rest = async () => {
    while ((await reader?.read())?.done === false);
  };
  await expect(rest()).rejects.toMatchObject({ code: 'cancelled' });
});

test('what is uploaded may be written over once the next chunk is asked for', async () => {
  const received = createHash('sha256');
  const origin = `http://127.0.0.1:${await listen(
    createServer(async (request, out) => {
      for await (const chunk of request) {
        received.update(chunk);
        // A receiver that is slow now and then leaves bytes with the sender.
        if (chunk.length % 3 === 0) await turn();
      }
      out.writeHead(201).end();
    }),
  )}`;
  const chunkBytes = 300_000;
  const chunk = new Uint8Array(chunkBytes);
  let at = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        chunk.fill(0xff);
        if (at >= large.length) return controller.close();
        const piece = large.subarray(at, at + chunkBytes);
        chunk.set(piece);
        at += chunkBytes;
        controller.enqueue(chunk.subarray(0, piece.length));
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { 'content-length': String(large.length) };
  const answer = await ask(origin, { method: 'PUT', headers, body });
  expect(answer.status).toBe(201);
  expect(received.digest('hex')).toBe(sha256(large));
});
