import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { answerWith } from '#e2e/fakes/fake-fetch';
import { ProblemError } from '#lib/api/problems/problem-error';
import { getResponse } from './client.ts';
import { earlyAttributes, earlyScript } from './early-answer.ts';

afterEach(() => {
  globalThis.orreryEarly = undefined;
});

const path = '/api/graph?ref=a.io%2Fb%3A1';
const accept = 'application/x-ndjson';

/** What the head of a page does: gives the signal of its question. */
function askEarly(answer: Promise<Response>): AbortSignal {
  const stop = new AbortController();
  globalThis.orreryEarly = { path, accept, answer, stop };
  return stop.signal;
}

test('the head asks the question that stands beside its script, as the client would', () => {
  const asked: unknown[] = [];
  const fetch = (url: string, init: RequestInit) => {
    asked.push([url, init.headers]);
    return Promise.reject(new TypeError('no network'));
  };
  const { 'data-ask': ask, 'data-accept': kind } = earlyAttributes({ path, accept });
  const context = {
    document: { currentScript: { dataset: { ask, accept: kind } } },
    fetch,
    AbortController,
    orreryEarly: undefined,
  };
  runInNewContext(earlyScript, context);
  expect(asked).toEqual([[path, { accept }]]);
  expect(context.orreryEarly).toMatchObject({ path, accept });
});

test('a page that asks nothing has a head that asks nothing', () => {
  expect(earlyAttributes(undefined)).toEqual({});
  const context = { document: { currentScript: { dataset: {} } } };
  runInNewContext(earlyScript, context);
  expect(Object.keys(context)).toEqual(['document']);
});

test('what the head has asked is not asked again, and serves once', async () => {
  const requests = answerWith(() => new Response('asked now'));
  askEarly(Promise.resolve(new Response('asked early')));
  expect(await (await getResponse(path, { accept })).text()).toBe('asked early');
  expect(requests).toEqual([]);
  expect(await (await getResponse(path, { accept })).text()).toBe('asked now');
});

test('a question about something else leaves it where it is', async () => {
  answerWith(() => new Response('{}'));
  const signal = askEarly(Promise.resolve(new Response('asked early')));
  await getResponse('/api/registries');
  expect(signal.aborted).toBe(false);
  expect(await (await getResponse(path, { accept })).text()).toBe('asked early');
});

test.each([
  ['another artifact', '/api/graph?ref=a.io%2Fb%3A2', accept],
  ['a fresh answer', `${path}&fresh=1`, accept],
  ['another form', path, 'application/json'],
])('who wants %s asks for it, and the early question is ended', async (_, wanted, form) => {
  const requests = answerWith(() => new Response('asked now'));
  const signal = askEarly(Promise.resolve(new Response('asked early')));
  expect(await (await getResponse(wanted, { accept: form })).text()).toBe('asked now');
  expect(requests.map((request) => request.path)).toEqual([wanted]);
  expect(signal.aborted).toBe(true);
  expect(globalThis.orreryEarly).toBe(undefined);
});

test('a part of an answer is never taken from the whole of it', async () => {
  answerWith(() => new Response('part'));
  askEarly(Promise.resolve(new Response('asked early')));
  expect(await (await getResponse(path, { accept, range: 'bytes=0-3' })).text()).toBe('part');
});

test('who stops the question stops the early one, with the same reason', async () => {
  const early = askEarly(new Promise(() => {}));
  const caller = new AbortController();
  void getResponse(path, { accept, signal: caller.signal });
  caller.abort('left');
  expect([early.aborted, early.reason]).toEqual([true, 'left']);
});

test('who had stopped before it was taken stops it at once', () => {
  const early = askEarly(new Promise(() => {}));
  void getResponse(path, { accept, signal: AbortSignal.abort('left') });
  expect(early.reason).toBe('left');
});

test('a failure of the early question is that of the question, and the next attempt asks anew', async () => {
  answerWith(() => new Response('asked now'));
  const failing = Promise.reject(new TypeError('failed to fetch'));
  askEarly(failing);
  const failure = await getResponse(path, { accept }).catch((error: unknown) => error);
  expect(failure instanceof ProblemError && failure.problem.code).toBe('disconnected');
  expect(await (await getResponse(path, { accept })).text()).toBe('asked now');
});
