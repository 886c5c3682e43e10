import { describe, expect, test } from 'vitest';
import { scriptedFetch } from '#e2e/fakes/scripted-fetch';
import { textOf } from '#e2e/fakes/text-of';
import { followRedirects } from './fetch.ts';

const home = 'https://registry.example';

function walk(redirects: Readonly<Record<string, string>>, status = 307) {
  const { fetch, sent } = scriptedFetch((url) => {
    const location = redirects[url.href];
    return location === undefined
      ? new Response('end', { headers: { 'x-host': url.host } })
      : new Response(null, { status, headers: { location } });
  });
  const arrival = followRedirects(
    new URL(`${home}/v2/a`),
    {
      method: 'GET',
      headers: { range: 'bytes=0-1' },
      authorization: 'Bearer secret',
      purpose: 'registry',
      signal: new AbortController().signal,
    },
    { fetch, registry: 'registry.example', origin: home, redirectsMax: 3 },
  );
  return { arrival, sent };
}

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('with status %i is followed', async (status) => {
    const { arrival, sent } = walk({ [`${home}/v2/a`]: 'https://cdn.example/blob?sig=1' }, status);
    expect(await textOf((await arrival).response)).toBe('end');
    expect((await arrival).isSameOrigin).toBe(false);
    expect(sent.map(({ purpose }) => purpose)).toEqual(['registry', 'redirect']);
  });

  test('within the registry keeps the credentials', async () => {
    const { arrival, sent } = walk({ [`${home}/v2/a`]: '../other' });
    expect((await arrival).isSameOrigin).toBe(true);
    expect(sent.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      [`${home}/v2/a`, 'Bearer secret'],
      [`${home}/other`, 'Bearer secret'],
    ]);
  });

  test.each([
    ['another host', 'https://cdn.example/b'],
    ['a name below it', 'https://cdn.registry.example/b'],
    ['another port of the same host', 'https://registry.example:8443/b'],
    ['a host with the same beginning', 'https://registry.example.evil.com/b'],
    ['an address', 'https://192.0.2.1/b'],
    ['a host without a scheme', '//cdn.example/b'],
  ])('to %s takes the range along and nothing else, whatever its status', async (_, location) => {
    for (const status of [301, 302, 303, 307, 308]) {
      const { arrival, sent } = walk({ [`${home}/v2/a`]: location }, status);
      await arrival;
      expect(sent[1]?.headers).toEqual({ range: 'bytes=0-1' });
    }
  });

  test('that comes back home does not bring the credentials back', async () => {
    const { arrival, sent } = walk({
      [`${home}/v2/a`]: 'https://cdn.example/b',
      'https://cdn.example/b': `${home}/v2/c`,
    });
    expect((await arrival).isSameOrigin).toBe(false);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', undefined, undefined]);
  });

  test.each([
    ['plain http', 'http://registry.example/v2/a'],
    ['another protocol', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['a user name', 'https://user:pass@cdn.example/'],
    ['nowhere', 'https://['],
    ['itself', '/v2/a'],
  ])('to %s is refused', async (_, location) => {
    const { arrival, sent } = walk({ [`${home}/v2/a`]: location });
    await expect(arrival).rejects.toMatchObject({ code: 'redirect-refused', registry: 'registry.example' });
    expect(sent).toHaveLength(1);
  });

  test('is followed three times and no more', async () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [`${home}/v2/${'a'.repeat(i + 1)}`, `/v2/${'a'.repeat(i + 2)}`]),
      );
    expect((await walk(chain(3)).arrival).response.status).toBe(200);
    const four = walk(chain(4));
    await expect(four.arrival).rejects.toMatchObject({ code: 'redirect-refused' });
    expect(four.sent).toHaveLength(4);
  });
});
