import { describe, expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import type { Credential } from './credential.ts';
import { Secret } from './credential.ts';

const ada: Credential = { kind: 'basic', username: 'ada', password: new Secret('engine') };
const adaBasic = `Basic ${btoa('ada:engine')}`;
const home = 'https://registry.example';
const tags = () => Response.json({ name: 'demo/app', tags: ['1.0'] });

function challenge(header: string): Response {
  return new Response('{"errors":[{"code":"UNAUTHORIZED"}]}', {
    status: 401,
    headers: { 'www-authenticate': header },
  });
}

/** A registry that opens to `opensTo`, and a token server at `realm` that hands out `token`. */
function guarded(header: string, opensTo: string, token: (url: URL) => Response) {
  return (url: URL, request: { headers?: Readonly<Record<string, string>>; purpose: string }) => {
    if (request.purpose !== 'registry') return token(url);
    return request.headers?.authorization === opensTo ? tags() : challenge(header);
  };
}

const bearer = (realm = '/token', more = ',service="s",scope="repository:demo/app:pull"') =>
  `Bearer realm="${realm}"${more}`;

describe('a registry that asks who we are', () => {
  test('is first asked without a word, then with an anonymous token', async () => {
    const script = guarded(bearer(), 'Bearer t1', () => Response.json({ token: 't1' }));
    const { client, sent } = testClient(script);
    expect(await client.listTags('demo/app')).toEqual({ names: ['1.0'] });
    expect(sent.map(({ url, headers }) => [url.replace(home, ''), headers.authorization])).toEqual([
      ['/v2/demo/app/tags/list?n=1000', undefined],
      ['/token?service=s&scope=repository%3Ademo%2Fapp%3Apull', undefined],
      ['/v2/demo/app/tags/list?n=1000', 'Bearer t1'],
    ]);
    await client.listTags('demo/app');
    expect(sent).toHaveLength(4);
  });

  test('gets the password at its own token server, with the query that the realm had', async () => {
    const script = guarded(bearer('/token?tenant=7'), 'Bearer t1', () =>
      Response.json({ access_token: 't1' }),
    );
    const { client, sent } = testClient(script, { credential: ada });
    await client.listTags('demo/app');
    expect(sent[1]?.headers.authorization).toBe(adaBasic);
    expect(sent[1]?.url).toMatch(/\/token\?tenant=7&service=s&scope=.*&account=ada$/);
  });

  test('gets Basic when it asks for Basic, and from then on without asking', async () => {
    const { client, sent } = testClient(guarded('Basic realm="x"', adaBasic, tags), { credential: ada });
    await client.listTags('demo/app');
    await client.listTags('demo/other');
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([undefined, adaBasic, adaBasic]);
  });

  test('gets Basic after its token server has refused us, as with Gitea', async () => {
    const script = guarded(`${bearer()}, Basic realm="x"`, adaBasic, () => new Response('', { status: 401 }));
    const { client } = testClient(script, { credential: ada });
    expect(await client.listTags('demo/app')).toEqual({ names: ['1.0'] });
  });

  test('gets a token that a person gave as it is', async () => {
    const { client, sent } = testClient(guarded(bearer(), 'Bearer mine', tags), {
      credential: { kind: 'registry-token', token: new Secret('mine') },
    });
    await client.listTags('demo/app');
    expect(sent).toHaveLength(2);
  });

  test('gets an identity token exchanged by POST, in the body and nowhere else', async () => {
    const script = guarded(bearer(), 'Bearer t1', () => Response.json({ access_token: 't1' }));
    const { client, sent } = testClient(script, {
      credential: { kind: 'identity-token', token: new Secret('refresh-me') },
    });
    await client.listTags('demo/app');
    expect(sent[1]?.method).toBe('POST');
    expect(new URLSearchParams(sent[1]?.body).get('refresh_token')).toBe('refresh-me');
    expect(JSON.stringify(sent.map(({ url, headers }) => [url, headers]))).not.toContain('refresh-me');
  });

  test('is asked by GET when its token server knows no POST', async () => {
    const script = guarded(bearer(), 'Bearer t1', () => Response.json({ token: 't1' }));
    const { client, sent } = testClient(
      (url, request) =>
        request.method === 'POST' ? new Response('', { status: 405 }) : script(url, request),
      { credential: { kind: 'identity-token', token: new Secret('refresh-me') } },
    );
    await client.listTags('demo/app');
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'GET']);
  });

  test('learns of a sign-in that happens later, and of a better password', async () => {
    const found: (Credential | undefined)[] = [undefined, { ...ada, password: new Secret('typo') }, ada];
    const { client } = testClient(guarded('Basic realm="x"', adaBasic, tags), {
      credentials: async () => found.shift(),
    });
    await expect(client.listTags('demo/app')).rejects.toThrow('requires sign-in');
    await expect(client.listTags('demo/app')).rejects.toThrow('your credentials');
    expect(await client.listTags('demo/app')).toEqual({ names: ['1.0'] });
  });

  test('is asked for one token however many requests need it', async () => {
    const script = guarded(bearer(), 'Bearer t1', () => Response.json({ token: 't1' }));
    const { client, sent } = testClient(script);
    await Promise.all(Array.from({ length: 6 }, () => client.listTags('demo/app')));
    expect(sent.filter(({ purpose }) => purpose === 'token')).toHaveLength(1);
  });

  test('is asked for a larger scope once, and not for ever', async () => {
    const more = `${bearer()},error="insufficient_scope"`;
    const { client, sent } = testClient(guarded(more, 'Bearer never', () => Response.json({ token: 't' })));
    await expect(client.listTags('demo/app')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(sent.filter(({ purpose }) => purpose === 'token')).toHaveLength(2);
  });

  test('refuses a fresh token once and is believed', async () => {
    const { client, sent } = testClient(
      guarded(bearer(), 'Bearer never', () => Response.json({ token: 't' })),
    );
    await expect(client.listTags('demo/app')).rejects.toMatchObject({
      code: 'unauthorized',
      message: 'registry.example requires sign-in to show demo/app.',
    });
    expect(sent).toHaveLength(3);
  });

  test.each([
    ['no JSON', () => new Response('<html>')],
    ['no token', () => Response.json({ expires_in: 60 })],
    ['a token with a line break', () => Response.json({ token: 'a\r\nX-Evil: 1' })],
    ['more than a token can be', () => new Response(`{"token":"${'x'.repeat(10_000)}"}`)],
  ])('gives no token: %s', async (_, token) => {
    const { client } = testClient(guarded(bearer(), 'Bearer t', token));
    await expect(client.listTags('demo/app')).rejects.toMatchObject({ code: 'bad-response' });
  });
});

describe('a hostile realm', () => {
  const thieves = [
    'https://thief.example/token',
    'https://registry.example.thief.com/token',
    'https://registry.example:8443@thief.com/token',
    'https://user:pw@registry.example/token',
    'http://registry.example/token',
    'http://127.0.0.1/token',
    'https://169.254.169.254/token',
    'ftp://registry.example/token',
    'javascript:alert(1)',
    '//thief.example/token',
    'https://xn--rgistry-bya.example/token',
    'http://[::1]/token',
  ];
  test.each(thieves)('never sees the password: %s', async (realm) => {
    for (const credential of [ada, { kind: 'identity-token', token: new Secret('engine') } as const]) {
      const script = guarded(bearer(realm), 'Bearer never', () => new Response('', { status: 401 }));
      const { client, sent } = testClient(script, { registry: 'registry.example', credential });
      await expect(client.listTags('demo/app')).rejects.toThrow();
      const abroad = sent.filter(({ url }) => new URL(url).origin !== home);
      expect(
        abroad.map(({ headers, body, url }) => [headers.authorization, /engine|ada/.test(body + url)]),
      ).toEqual(abroad.map(() => [undefined, false]));
    }
  });

  test('is named when the password was held back and an anonymous token did not do', async () => {
    const script = guarded(bearer(thieves[0]), 'Bearer never', () => new Response('', { status: 401 }));
    const { client } = testClient(script, { credential: ada });
    await expect(client.listTags('demo/app')).rejects.toMatchObject({
      code: 'unauthorized',
      message: 'registry.example sends you to sign in at thief.example. Your password was not sent there.',
      tokenServer: 'https://thief.example',
    });
  });

  test.each([401, 403])('is named when it gave strangers a token that opens nothing: %i', async (status) => {
    const { client } = testClient(
      (_, { purpose, headers }) => {
        if (purpose === 'token') return Response.json({ token: 't' });
        return headers?.authorization === undefined
          ? challenge(bearer('https://sso.corp/token'))
          : new Response('{}', { status });
      },
      { credential: ada },
    );
    await expect(client.listTags('demo/app')).rejects.toMatchObject({
      code: 'unauthorized',
      tokenServer: 'https://sso.corp',
    });
  });

  test('is not named to somebody who has no credentials', async () => {
    const script = guarded(bearer(thieves[0]), 'Bearer never', () => new Response('', { status: 401 }));
    const { client } = testClient(script);
    await expect(client.listTags('demo/app')).rejects.toMatchObject({ tokenServer: undefined });
  });

  test('that somebody allowed is no thief', async () => {
    const script = guarded(bearer('https://sso.corp/token'), 'Bearer t', () => Response.json({ token: 't' }));
    const { client, sent } = testClient(script, {
      credential: ada,
      allowsTokenServer: (origin) => origin === 'https://sso.corp',
    });
    await client.listTags('demo/app');
    expect(sent[1]?.headers.authorization).toBe(adaBasic);
  });
});
