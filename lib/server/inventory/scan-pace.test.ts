import { expect, test } from 'vitest';
import type { Fetch } from '#lib/registry/fetch';
import { UnsentRequest } from '#lib/registry/fetch';
import type { TakePermits } from './scan-pace.ts';
import { createScanPace } from './scan-pace.ts';

const registry = 'registry.example';
const url = new URL('https://registry.example/v2/');
const request = { method: 'GET', purpose: 'registry', onBehalfOf: url.origin } as const;

/** A pace whose clock moves only while it waits; gives when each request was sent. */
function paceOf(requestsPerSecond: number, headers: Readonly<Record<string, string>> = {}) {
  let time = 0;
  const sentAt: number[] = [];
  const pace = createScanPace(requestsPerSecond, undefined, {
    now: () => time,
    delay: async (ms) => {
      time += ms;
    },
  });
  const fetch: Fetch = async () => {
    sentAt.push(time);
    return new Response('{}', { headers });
  };
  const pass = (ms: number) => {
    time += ms;
  };
  return { pace, send: pace.slow(registry, fetch), sentAt, pass };
}

test('requests are sent one after the other, and each is counted', async () => {
  const { send, sentAt, pace } = paceOf(5);
  for (let at = 0; at < 4; at += 1) await send(url, request);
  expect(sentAt).toEqual([0, 200, 400, 600]);
  expect(await pace.sent(registry)).toBe(4);
  expect(await pace.sent('other.example')).toBe(0);
});

test('registries do not wait for each other', async () => {
  const { pace, sentAt } = paceOf(1);
  const fetch: Fetch = async () => {
    sentAt.push(0);
    return new Response('{}');
  };
  await pace.slow('one.example', fetch)(url, request);
  await pace.slow('two.example', fetch)(url, request);
  expect(sentAt).toEqual([0, 0]);
});

test('the last fifth of what a registry allows is left to people', async () => {
  const { send, sentAt, pass } = paceOf(5, {
    'ratelimit-limit': '100;w=3600',
    'ratelimit-remaining': '20;w=3600',
  });
  await send(url, request);
  await expect(send(url, request)).rejects.toMatchObject({ code: 'rate-limited', retryAfterSeconds: 3_600 });
  expect(sentAt).toHaveLength(1);
  pass(3_600_000);
  await send(url, request);
  expect(sentAt).toHaveLength(2);
});

test('two workers together ask no faster than one, and what waits together takes its permits together', async () => {
  const clock = { now: () => 0, delay: async () => undefined };
  let nextAt = 0;
  const taken: number[] = [];
  const take: TakePermits = async (_, count, perSecond) => {
    const first = nextAt;
    nextAt += (count * 1_000) / perSecond;
    taken.push(count);
    return first;
  };
  const all = async () => taken.reduce((sum, count) => sum + count);
  const sentAt: number[] = [];
  const sendFrom = () => {
    const delay = async (ms: number) => void sentAt.push(ms);
    const pace = createScanPace(4, { take, taken: all }, { ...clock, delay });
    return pace.slow(registry, async () => new Response('{}'));
  };
  const workers = [sendFrom(), sendFrom()];
  await Promise.all(Array.from({ length: 20 }, () => workers.map((send) => send(url, request))).flat());
  // The very first one waits for nothing.
  expect(sentAt.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: 39 }, (_, at) => (at + 1) * 250),
  );
  // Each knows of the requests of both.
  expect(await createScanPace(4, { take, taken: all }).sent(registry)).toBe(40);
  expect(Math.max(...taken)).toBe(4);
  expect(taken.length).toBeLessThanOrEqual(14);
});

test('where no permits can be had nothing is sent', async () => {
  let sent = 0;
  const away = () => Promise.reject(new Error('The database is away.'));
  const pace = createScanPace(5, { take: away, taken: async () => sent });
  const send = pace.slow(registry, async () => {
    sent += 1;
    return new Response('{}');
  });
  for (let tries = 0; tries < 2; tries += 1) {
    const error = await send(url, request).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(UnsentRequest);
    expect(error).toMatchObject({ cause: { message: 'The database is away.' } });
  }
  expect(sent).toBe(0);
});
