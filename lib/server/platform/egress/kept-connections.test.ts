import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { textOf } from '#e2e/fakes/text-of';
import type { FetchRequest } from '#lib/registry/fetch';
import { createEgressFetch } from './egress.ts';

const limits = { connectTimeoutMs: 2000, headersTimeoutMs: 2000, bodyIdleTimeoutMs: 2000 };
const forged = 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nforged';
const honest = 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nhonest';

type Answer = (socket: Socket) => Promise<void>;

const headOf = (length: number) => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`;
const write = (text: string) => (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.write(text, () => resolve());
  });

/** A registry on bare TCP that answers HEAD as told and GET honestly, and counts its connections. */
async function startRegistry(answerHead: Answer) {
  let connections = 0;
  const sockets = new Set<Socket>();
  const answered = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const isHead = bytes.toString('latin1').startsWith('HEAD');
      void (isHead ? answerHead(socket).then(answered.resolve) : write(honest)(socket));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    url: new URL(`http://127.0.0.1:${address.port}/v2/`),
    connections: () => connections,
    /** Until the registry has sent all that it sends after a HEAD. */
    answered: answered.promise,
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function clientOf(url: URL, gather: FetchRequest['gather']) {
  const fetch = createEgressFetch({ limits });
  return (method: FetchRequest['method']) =>
    fetch(url, { method, purpose: 'registry', onBehalfOf: url.origin, gather });
}

/** As a stream, and gathered. */
const ways = [undefined, { maxBytes: 1000, errorMaxBytes: 1000 }];

test.each(ways)('a hundred HEAD requests, one after another, need no connection each: %o', async (gather) => {
  using registry = await startRegistry(write(headOf(1234)));
  const ask = clientOf(registry.url, gather);
  for (let n = 0; n < 100; n += 1) expect((await ask('HEAD')).status).toBe(200);
  expect(await textOf(await ask('GET'))).toBe('honest');
  // A second one is opened where the first has not yet been seen to be quiet.
  expect(registry.connections()).toBeLessThanOrEqual(2);
});

const leftovers: Readonly<Record<string, Answer>> = {
  'the body it announced, at once': write(`${headOf(2)}{}`),
  'an answer nobody asked for, at once': write(headOf(forged.length) + forged),
  'an answer nobody asked for, a moment later': async (socket) => {
    await write(headOf(forged.length))(socket);
    await write(forged)(socket);
  },
  'the body it announced, a moment later': async (socket) => {
    await write(headOf(2))(socket);
    await write('{}')(socket);
  },
};

const cases = Object.keys(leftovers).flatMap((name) => ways.map((gather) => ({ name, gather })));

test.each(cases)('what follows a HEAD is not the next answer: $name, $gather', async ({ name, gather }) => {
  using registry = await startRegistry(leftovers[name] ?? write(''));
  const ask = clientOf(registry.url, gather);
  await ask('HEAD');
  await registry.answered;
  for (let n = 0; n < 3; n += 1) expect(await textOf(await ask('GET'))).toBe('honest');
});

test.each(ways)('what follows a HEAD is nobody else’s answer while others wait: %o', async (gather) => {
  using registry = await startRegistry(write(headOf(forged.length) + forged));
  const ask = clientOf(registry.url, gather);
  const others = await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      const answer = await ask(n % 2 === 0 ? 'HEAD' : 'GET');
      return n % 2 === 0 ? 'honest' : await textOf(answer);
    }),
  );
  expect(new Set(others)).toEqual(new Set(['honest']));
});
