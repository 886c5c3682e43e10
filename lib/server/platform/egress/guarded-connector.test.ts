import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createHostClassCache } from './address-policy.ts';
import { createConnectionCounts } from './connection-counts.ts';
import { createGuardedConnector, openSocket } from './guarded-connector.ts';

async function listen() {
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return { port: address.port, [Symbol.dispose]: () => void server.close() };
}

function connector(isReachable: boolean) {
  const connections = createConnectionCounts();
  const connect = createGuardedConnector({
    isReachable: () => isReachable,
    hostClasses: createHostClassCache(),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    ca: undefined,
    connections,
    timeoutMs: 2_000,
  });
  return { connect, connections };
}

test.each(['127.0.0.1', 'registry.example'])('%s is dialled where it may be, and counted', async (host) => {
  using server = await listen();
  const { connect, connections } = connector(true);
  const url = new URL(`http://${host}:${server.port}`);
  const socket = await openSocket(connect, url);
  expect([socket.remoteAddress, connections.of(url.origin).opened]).toEqual(['127.0.0.1', 1]);
  socket.destroy();
});

test.each(['127.0.0.1', 'registry.example'])('%s is refused where it may not be', async (host) => {
  using server = await listen();
  const { connect, connections } = connector(false);
  const url = new URL(`http://${host}:${server.port}`);
  await expect(openSocket(connect, url)).rejects.toThrow();
  expect(connections.of(url.origin).opened).toBe(0);
});
