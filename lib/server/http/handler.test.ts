import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { problems } from '#lib/api/problems/problem-table';
import { OciError } from '#lib/oci/oci-error';
import { RegistryError, registryErrorCodes } from '#lib/registry/registry-error';
import { withoutBody } from './handler.ts';

beforeEach(() => testServices());

const failing = (error: unknown) => () => Promise.reject(error);

test.for(registryErrorCodes)(
  'the failure %s of a registry has a status, a title and a hint',
  async (code) => {
    const error = new RegistryError(code, 'registry.lan', 'It failed.');
    const problem = await getProblem(failing(error), '/api/x');
    expect(problem).toMatchObject({
      code,
      detail: 'It failed.',
      registry: 'registry.lan',
      ...problems[code],
    });
  },
);

test('who must sign in is told what that registry takes for it', async () => {
  const error = new RegistryError('unauthorized', 'quay.io', 'Who are you?');
  expect(await getProblem(failing(error), '/api/x')).toMatchObject({
    hint: 'Quay takes a robot account, written org+name, and its token.',
  });
});

test('the hint of a broken document is its own', async () => {
  const error = new OciError('reference-invalid', 'No.', { hint: 'Write it so.' });
  expect(await getProblem(failing(error), '/api/x')).toMatchObject({ hint: 'Write it so.', status: 400 });
});

test('a fault of our own tells nothing of itself', async () => {
  const problem = await getProblem(failing(new TypeError('secret detail')), '/api/x');
  expect(problem).toMatchObject({ code: 'internal', status: 500 });
  expect(JSON.stringify(problem)).not.toContain('secret detail');
});

test('nothing is kept by caches, sniffed or framed unless the answer says so', async () => {
  const response = await callRoute(async () => Response.json({}), '/api/x');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    vary: 'Cookie',
  });
  expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

test('a read by a page of another site is refused', async () => {
  const init = { headers: { origin: 'http://evil.example' } };
  expect(await getProblem(async () => Response.json({}), '/api/x', init)).toMatchObject({
    code: 'origin-refused',
  });
});

test('a client that has gone is not a fault', async () => {
  const gone = AbortSignal.abort();
  const problem = await getProblem(failing(new Error('aborted')), '/api/x', { signal: gone });
  expect(problem.code).toBe('cancelled');
});

test('a client that goes before anybody reads the answer cancels it, early or late', async () => {
  for (const moment of ['before', 'after']) {
    const client = new AbortController();
    const cancelled = Promise.withResolvers<string>();
    const body = new ReadableStream({ cancel: () => cancelled.resolve(moment) });
    const answer = async () => {
      if (moment === 'before') client.abort();
      return new Response(body);
    };
    await callRoute(answer, '/api/x', { signal: client.signal });
    client.abort();
    expect(await cancelled.promise).toBe(moment);
  }
});

test('HEAD cancels the stream that GET would have sent', async () => {
  let isCancelled = false;
  const body = new ReadableStream({
    cancel: () => {
      isCancelled = true;
    },
  });
  const response = await callRoute(
    withoutBody(async () => new Response(body, { headers: { etag: '"a"' } })),
    '/api/x',
  );
  expect(response.headers.get('etag')).toBe('"a"');
  expect(isCancelled).toBe(true);
});
