import { afterEach, expect, test } from 'vitest';
import type { Fetch, FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { getMetrics, provideMetrics } from '#lib/server/platform/metrics';
import { withRequest } from '#lib/server/platform/request-context';
import type { Span, SpanAttributes } from '#lib/server/platform/tracing';
import { observedFetch } from './observed-fetch.ts';

const before = getMetrics();
afterEach(() => provideMetrics(before));

function count() {
  const calls: string[] = [];
  provideMetrics({
    ...before,
    countRegistryCall: (registry, outcome) => calls.push(`${registry} ${outcome}`),
  });
  return calls;
}

const request: FetchRequest = { method: 'GET', purpose: 'registry', onBehalfOf: 'https://a.io' };
const answering: Fetch = async () => new Response(null, { status: 404 });
const failing: Fetch = () => Promise.reject(new RegistryError('timeout', 'a.io', 'Too slow.'));

test('a call is counted by what came of it', async () => {
  const calls = count();
  await observedFetch(answering, 'a.io')(new URL('https://a.io/v2/'), request);
  await expect(observedFetch(failing, 'other')(new URL('https://b.io/v2/'), request)).rejects.toThrow(
    'Too slow.',
  );
  expect(calls).toEqual(['a.io 404', 'other timeout']);
});

test('a call is a span of its request, without what is a key', async () => {
  const ended: unknown[] = [];
  const span: Span = {
    traceId: 't',
    begin: (name, begun) => ({
      ...span,
      end: (attributes: SpanAttributes, outcome) => ended.push([name, { ...begun, ...attributes }, outcome]),
    }),
    end: () => {},
  };
  await withRequest({ id: 'r', traceId: 't', span }, async () => {
    const fetch = observedFetch(answering, 'a.io');
    await fetch(new URL('https://a.io/v2/app/manifests/1?n=1'), request);
    await fetch(new URL('https://s3.example/key/path?signature=key'), { ...request, purpose: 'redirect' });
    await observedFetch(failing, 'a.io')(new URL('https://a.io/v2/'), request).catch(() => undefined);
  });
  const get = { 'http.request.method': 'GET' };
  const notFound = { 'http.response.status_code': 404 };
  expect(ended).toEqual([
    [
      'GET registry',
      { ...get, 'server.address': 'a.io', 'url.path': '/v2/app/manifests/1', ...notFound },
      'ok',
    ],
    ['GET redirect', { ...get, 'server.address': 's3.example', ...notFound }, 'ok'],
    [
      'GET registry',
      { ...get, 'server.address': 'a.io', 'url.path': '/v2/', 'error.type': 'timeout' },
      'failed',
    ],
  ]);
});
