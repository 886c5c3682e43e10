import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { offerDirectly } from '#lib/server/http/direct-routes';
import { createDispatcher } from '#lib/server/http/dispatcher';
import { isOnlyWorker, workerBackends } from './worker-backends.ts';

const log = { debug: () => undefined, error: () => undefined };
const server = createServer();
afterEach(() => void server.close());

test('a process that only scans answers its probes, and nothing else', async () => {
  offerDirectly('/api/graph', async () => new Response('a graph'));
  let isReady = true;
  const backends = { ...workerBackends, isReady: () => isReady };
  const hosts: string[] = [];
  const dispatcher = createDispatcher({
    ...{ hosts, isDev: false, log },
    state: () => ({ kind: 'ready', backends }),
  });
  server.on('request', (incoming, outgoing) => void dispatcher.listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  hosts.push(`127.0.0.1:${port}`);
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  expect(await Promise.all(['/livez', '/readyz', '/startupz'].map(ask))).toEqual([200, 200, 200]);
  const others = ['/', '/api/session', '/api/graph?ref=a.io/b', '/v2/', '/_next/static/a.js', '/metrics'];
  expect(await Promise.all(others.map(ask))).toEqual(others.map(() => 404));
  isReady = false;
  expect(await ask('/readyz')).toBe(503);
});

test('who answers people is no process that only scans', () => {
  const roleOf = (role: 'all' | 'web' | 'worker') =>
    isOnlyWorker({ inventory: { role, requestsPerSecond: 5, access: 'roles' } });
  expect([roleOf('all'), roleOf('web'), roleOf('worker'), isOnlyWorker({})]).toEqual([
    false,
    false,
    true,
    false,
  ]);
});
