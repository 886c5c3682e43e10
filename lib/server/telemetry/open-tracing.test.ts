import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TraceSettings } from '#lib/server/platform/telemetry-settings';
import { openTracing } from './open-tracing.ts';

let collector: Server;
let received: { path: string | undefined; header: unknown; body: Buffer }[];

beforeEach(async () => {
  received = [];
  collector = createServer(async (incoming, outgoing) => {
    const { url: path, headers } = incoming;
    received.push({ path, header: headers['x-team'], body: await buffer(incoming) });
    outgoing.end();
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`);
  vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-team=orrery');
});
afterEach(() => {
  vi.unstubAllEnvs();
  collector.close();
});

const open = (settings: Partial<TraceSettings> = {}) =>
  openTracing({ sampler: 'parentbased_always_on', ratio: 1, ...settings }, '1.2.3');
const parent = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', isSampled: true };

test('a request and its calls arrive at the collector as one trace, which the proxy has begun', async () => {
  const tracing = open();
  const span = tracing.begin('GET /api/graph', { 'http.route': 'GET /api/graph' }, parent);
  span.begin('GET registry', { 'server.address': 'ghcr.io' }).end({ 'http.response.status_code': 200 }, 'ok');
  span.end({ 'http.response.status_code': 200 }, 'ok');
  expect(span.traceId).toBe(parent.traceId);
  await tracing.close();
  const [sent] = received;
  expect(received.map(({ path, header }) => [path, header])).toEqual([['/v1/traces', 'orrery']]);
  for (const word of ['orrery', '1.2.3', 'GET /api/graph', 'GET registry', 'server.address', 'ghcr.io'])
    expect(sent?.body.includes(word), word).toBe(true);
  const ids = sent?.body.toString('hex') ?? '';
  expect(ids.split(parent.traceId)).toHaveLength(3);
  expect(ids).toContain(parent.spanId);
});

test('a request that nobody traces begins a trace of its own', async () => {
  const tracing = open();
  const [a, b] = [tracing.begin('a', {}, undefined), tracing.begin('b', {}, undefined)];
  expect(a.traceId).toMatch(/^[\da-f]{32}$/);
  expect(a.traceId).not.toBe(b.traceId);
  await tracing.close();
});

test.each([
  [{ sampler: 'always_off' }, parent],
  [{ sampler: 'parentbased_always_on' }, { ...parent, isSampled: false }],
  [{ sampler: 'parentbased_always_off' }, undefined],
  [{ sampler: 'traceidratio', ratio: 0 }, parent],
] as const)('%o sends nothing of %o', async (settings, from) => {
  const tracing = open(settings);
  tracing.begin('a', {}, from).end({}, 'ok');
  await tracing.close();
  expect(received).toEqual([]);
});
