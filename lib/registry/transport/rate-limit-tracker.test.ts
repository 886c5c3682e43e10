import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import { parseRateLimit } from './rate-limit-tracker.ts';

test.each([
  [
    'Docker Hub',
    { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' },
    { limit: 100, remaining: 76, windowSeconds: 21_600 },
  ],
  [
    'GitHub',
    { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '4999' },
    { limit: 5000, remaining: 4999 },
  ],
  [
    'a list of policies',
    { 'ratelimit-limit': '10, 10;w=1, 50;w=60', 'ratelimit-remaining': '9' },
    { limit: 10, remaining: 9, windowSeconds: 1 },
  ],
  [
    'the newest draft',
    { 'ratelimit-policy': '"default";q=100;w=60', ratelimit: '"default";r=50;t=30' },
    { limit: 100, remaining: 50, windowSeconds: 60 },
  ],
  [
    'more left than there is',
    { 'ratelimit-limit': '5', 'ratelimit-remaining': '7' },
    { limit: 5, remaining: 5 },
  ],
] as const)('is read as %s says it', (_, headers, expected) => {
  expect(parseRateLimit(new Headers(headers))).toEqual(expected);
});

test.each<Record<string, string>>([
  {},
  { 'ratelimit-limit': '100' },
  { 'ratelimit-remaining': '100' },
  { 'ratelimit-limit': '-1', 'ratelimit-remaining': '1' },
  { 'ratelimit-limit': '0', 'ratelimit-remaining': '0' },
  { 'ratelimit-limit': 'many', 'ratelimit-remaining': 'few' },
  { 'ratelimit-limit': '99999999999999999999', 'ratelimit-remaining': '1' },
])('is not read from %j', (headers) => {
  expect(parseRateLimit(new Headers(headers))).toBeUndefined();
});

test('property: no header makes it throw, and what it gives are whole numbers', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789;,w=qr"- \t') });
  fc.assert(
    fc.property(text, text, text, (one, two, three) => {
      const headers = { 'ratelimit-limit': one, 'ratelimit-remaining': two, 'ratelimit-policy': three };
      const read = parseRateLimit(new Headers(headers));
      for (const value of Object.values(read ?? {})) expect(Number.isSafeInteger(value)).toBe(true);
    }),
  );
});

test('a client knows the newest limit of its registry; being refused is having nothing left', async () => {
  const headers = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '1;w=21600' };
  const answers = [
    Response.json({ tags: [] }),
    Response.json({ tags: [] }, { headers }),
    new Response('', { status: 429, headers: { 'retry-after': '3600' } }),
  ];
  const { client } = testClient(() => answers.shift());
  await client.listTags('demo/app');
  expect(client.rateLimit()).toBeUndefined();
  await client.listTags('demo/app');
  expect(client.rateLimit()).toEqual({ limit: 100, remaining: 1, windowSeconds: 21_600 });
  await client.listTags('demo/app').catch(() => undefined);
  expect(client.rateLimit()).toEqual({ limit: 100, remaining: 0, windowSeconds: 21_600 });
});

test('storage elsewhere has limits of its own, which are not the registry’s', async () => {
  const { client } = testClient((url) =>
    url.host === 'registry.example'
      ? new Response(null, { status: 307, headers: { location: 'https://cdn.example/x' } })
      : Response.json({ tags: [] }, { headers: { 'ratelimit-limit': '1', 'ratelimit-remaining': '0' } }),
  );
  await client.listTags('demo/app');
  expect(client.rateLimit()).toBeUndefined();
});
