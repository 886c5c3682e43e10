import { expect, test } from 'vitest';
import { answerWith, bodyOf } from '#e2e/fakes/fake-fetch';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import { callRoute, postJson } from './client.ts';
import { retryOnce } from './retry-once.ts';

const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof ProblemError ? error.problem : error),
  );

test('an answer in the expected form is its value', async () => {
  answerWith(() => Response.json({ names: ['a'] }));
  expect(await callRoute('GET /api/tags', { ref: 'a.io/b' })).toEqual({ names: ['a'] });
});

test('a problem of the server is handed on as it is', async () => {
  const problem = makeProblem('forbidden', 'The registry refuses this.', {
    requestId: '1',
    registry: 'ghcr.io',
  });
  answerWith(() => Response.json(problem, { status: 403 }));
  expect(await problemOf(callRoute('GET /api/tags', { ref: 'a.io/b' }))).toEqual(problem);
});

test('a problem that quotes a stranger hides nothing of it', async () => {
  const problem = makeProblem('manifest-invalid', '"a\u202eb" is no type.', { requestId: '1' });
  answerWith(() => Response.json(problem, { status: 422 }));
  expect(await problemOf(callRoute('GET /api/tags', { ref: 'a.io/b' }))).toMatchObject({
    detail: '"a‹U+202E›b" is no type.',
  });
});

test('a failure that says nothing is still a sentence', async () => {
  answerWith(() => new Response('<html>', { status: 502 }));
  expect(await problemOf(callRoute('GET /api/tags', { ref: 'a.io/b' }))).toMatchObject({
    code: 'internal',
    detail: 'Orrery answered with status 502.',
  });
});

test.for([
  ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
  ['breaks off', () => new Response(bodyOf(['{"names":'], 'break'))],
] as const)('a server that %s is said to be disconnected', async ([, responder]) => {
  answerWith(responder);
  expect(await problemOf(callRoute('GET /api/tags', { ref: 'a.io/b' }))).toMatchObject({
    code: 'disconnected',
  });
});

test('an answer of another form asks for a reload', async () => {
  answerWith(() => Response.json({ tags: [] }));
  expect(await problemOf(callRoute('GET /api/tags', { ref: 'a.io/b' }))).toMatchObject({
    hint: 'Reload the page: the server may be newer.',
  });
});

test('a cancelled request stays a cancelled request', async () => {
  const cancelled = new AbortController();
  answerWith((_path, init) => {
    cancelled.abort();
    return Promise.reject(init.signal?.reason);
  });
  const error = await problemOf(callRoute('GET /api/tags', { ref: 'a.io/b' }, { signal: cancelled.signal }));
  expect(error).toMatchObject({ name: 'AbortError' });
});

test('a document is sent as JSON', async () => {
  const asked = answerWith(() => new Response(null, { status: 204 }));
  await postJson('/api/sign-out', { host: 'ghcr.io' });
  expect(asked[0]).toMatchObject({ init: { method: 'POST', body: '{"host":"ghcr.io"}' } });
});

test('only a broken way to our own server is tried again, and once', () => {
  const broken = new ProblemError(makeProblem('disconnected', 'Gone.', { requestId: '' }));
  const slow = new ProblemError(makeProblem('timeout', 'Slow.', { requestId: '' }));
  expect([retryOnce(0, broken), retryOnce(1, broken), retryOnce(0, slow)]).toEqual([true, false, false]);
});
