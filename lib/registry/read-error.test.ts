import { describe, expect, test } from 'vitest';
import { parseRetryAfter, readError } from './read-error.ts';

const target = { what: 'a manifest', where: 'demo/app:1.0' };
const judge = (response: Response, hasCredentials = false) =>
  readError(response, { registry: 'r.example', target, maxBytes: 16 * 1024, hasCredentials });
const errors = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ errors: [{ code, message: 'its words', detail: { tag: 'x' } }] }, { status, headers });
const page = (status: number, headers: Record<string, string> = {}) =>
  new Response('<html>', { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });

describe('an answer that is no success', () => {
  test.each([
    [errors(404, 'MANIFEST_UNKNOWN'), 'not-found', 'r.example has no manifest demo/app:1.0.'],
    [errors(404, 'NAME_UNKNOWN'), 'not-found', 'r.example has no such repository: demo/app:1.0.'],
    [errors(401, 'UNAUTHORIZED'), 'unauthorized', 'r.example requires sign-in to show demo/app:1.0.'],
    [errors(403, 'DENIED'), 'forbidden', 'r.example refuses to show demo/app:1.0.'],
    [errors(429, 'TOOMANYREQUESTS'), 'rate-limited', 'r.example rejects more requests for now.'],
    [errors(429, 'X', { 'retry-after': '30' }), 'rate-limited', 'r.example asks Orrery to wait 30 seconds.'],
    [errors(403, 'TOOMANYREQUESTS'), 'rate-limited', 'r.example rejects more requests for now.'],
    [errors(500, 'UNKNOWN'), 'unavailable', 'r.example reports an internal error (HTTP 500).'],
    [
      errors(405, 'UNSUPPORTED'),
      'unsupported',
      'r.example does not give a manifest for demo/app:1.0 (HTTP 405).',
    ],
    [
      errors(400, 'NAME_INVALID'),
      'bad-response',
      'r.example answered with HTTP 400 where a manifest was expected.',
    ],
    [page(404), 'not-a-registry', 'r.example answered with a web page, not with a manifest.'],
    [page(401), 'not-a-registry', 'r.example answered with a web page, not with a manifest.'],
    [
      page(401, { 'www-authenticate': 'Basic' }),
      'unauthorized',
      'r.example requires sign-in to show demo/app:1.0.',
    ],
    [page(403), 'forbidden', 'r.example refuses to show demo/app:1.0.'],
    [page(502), 'unavailable', 'r.example reports an internal error (HTTP 502).'],
  ])('%# is told in one sentence', async (response, code, message) => {
    expect(await judge(response)).toMatchObject({ code, message, registry: 'r.example' });
  });

  test('keeps the words of the registry apart', async () => {
    const error = await judge(errors(404, 'MANIFEST_UNKNOWN'));
    expect(error.answer).toEqual({ status: 404, code: 'MANIFEST_UNKNOWN', detail: 'its words: {"tag":"x"}' });
    expect(error.message).not.toContain('its words');
  });

  test('of any format is kept as eight kilobytes of text, without control characters', async () => {
    const error = await judge(new Response(`\u0007\u202e<b>${'x'.repeat(20_000)}`, { status: 400 }));
    expect(error.answer?.detail).toHaveLength(8 * 1024);
    expect(error.answer?.detail).toMatch(/^<b>x/);
  });

  test('that breaks off still has its status', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    expect((await judge(new Response(broken, { status: 404 }))).answer).toEqual({ status: 404 });
  });

  test('to somebody who signed in does not ask who they are', async () => {
    expect((await judge(errors(401, 'UNAUTHORIZED'), true)).message).toBe(
      'r.example does not show demo/app:1.0 with your credentials.',
    );
  });
});

test.each([
  ['120', 120],
  [' 0 ', 0],
  ['Thu, 01 Jan 1970 00:01:00 GMT', 60],
  ['Wed, 31 Dec 1969 23:59:00 GMT', 0],
  ['-5', undefined],
  ['1e9', undefined],
  ['99999999999', undefined],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After %j means %j seconds', (value, seconds) => {
  expect(parseRetryAfter(value, 0)).toBe(seconds);
});
