import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { metricsListener } from './metrics-listener.ts';
import { createPrometheusMetrics } from './prometheus-metrics.ts';

const { metrics, ...prometheus } = createPrometheusMetrics('1.2.3');

async function ask(
  path: string,
  { method = 'GET', host = 'localhost:9464', hosts = ['localhost:9464'] } = {},
) {
  const server = createServer(metricsListener(prometheus, hosts)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const asked = request({ host: '127.0.0.1', port, path, method, headers: { host } });
  const [answer] = await once(asked.end(), 'response');
  const body = await text(answer);
  server.close();
  return { status: answer.statusCode, type: answer.headers['content-type'], body };
}

test('what was counted is read in the form of Prometheus', async () => {
  metrics.countRequest('GET /api/graph', 200, 40);
  metrics.countRequest('GET /api/graph', 503, 40);
  metrics.countRegistryCall('ghcr.io', 'timeout', 3_000);
  metrics.countScanRequest('ghcr.io', '200');
  metrics.countSessionLookUp('open', 0.4);
  metrics.countCacheRead('manifests', true);
  metrics.workBegan('walk');
  metrics.workBegan('walk');
  metrics.workEnded('walk', 'done');
  metrics.watch('orrery_state', 'State.', () => ({ starting: 1 }));
  metrics.watch('orrery_state', 'State.', async () => ({ ready: 1, draining: 0 }));
  const { status, type, body } = await ask('/metrics');
  expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  const lines = body.split('\n');
  for (const line of [
    'orrery_build_info{version="1.2.3"} 1',
    'orrery_http_requests_total{route="GET /api/graph",status="200"} 1',
    'orrery_http_requests_total{route="GET /api/graph",status="503"} 1',
    'orrery_http_request_duration_seconds_bucket{le="0.05",route="GET /api/graph"} 2',
    'orrery_registry_requests_total{registry="ghcr.io",outcome="timeout"} 1',
    'orrery_registry_request_duration_seconds_sum{registry="ghcr.io"} 3',
    'orrery_scan_requests_total{registry="ghcr.io",outcome="200"} 1',
    'orrery_session_lookups_total{outcome="open"} 1',
    'orrery_session_lookup_duration_seconds_bucket{le="0.0005"} 1',
    'orrery_cache_reads_total{cache="manifests",result="hit"} 1',
    'orrery_work_active{kind="walk"} 1',
    'orrery_work_ended_total{kind="walk",outcome="done"} 1',
    'orrery_state{state="ready"} 1',
  ])
    expect(lines).toContain(line);
  expect(body).not.toContain('starting');
  expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  expect(body).toMatch(/^process_resident_memory_bytes \d/m);
});

test.each([
  ['/metrics', { host: 'evil.example' }, 421],
  ['/', {}, 404],
  ['/metrics?x', {}, 404],
  ['/metrics', { method: 'POST' }, 405],
])('%s %o is answered with %i and nothing else', async (path, options, status) => {
  const answer = await ask(path, options);
  expect(answer.status).toBe(status);
  expect(answer.body).not.toContain('orrery_');
});

test('a value that cannot be read is said, and tells nothing of itself', async () => {
  metrics.watch('orrery_broken', 'Broken.', () => Promise.reject(new Error('secret words')));
  const { status, body } = await ask('/metrics');
  expect([status, body]).toEqual([500, 'The metrics could not be read.\n']);
});
