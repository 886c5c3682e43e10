import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import type { Credential } from './credential.ts';
import { Secret } from './credential.ts';

const tags = () => Response.json({ tags: ['1.0'] });
const challenge = (header: string) =>
  new Response('', { status: 401, headers: { 'www-authenticate': header } });
const bearer = (scope: string, more = '') => `Bearer realm="/token",service="s",scope="${scope}"${more}`;
const pull = 'repository:demo/app:pull';
const formOf = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body));

test('an identity token asks for what is needed now, and gives way to the one that replaces it', async () => {
  let issued = 0;
  const { client, sent } = testClient(
    (url, { purpose, headers }) => {
      if (purpose === 'token') {
        issued += 1;
        return Response.json({ access_token: `t${issued}`, refresh_token: `refresh-${issued}` });
      }
      const repository = url.pathname.split('/').slice(2, 4).join('/');
      return headers?.authorization === undefined
        ? challenge(bearer(`repository:${repository}:pull`))
        : tags();
    },
    { credential: { kind: 'identity-token', token: new Secret('refresh-0') } },
  );
  await client.listTags('demo/app');
  await client.listTags('demo/other');
  const forms = sent.filter(({ purpose }) => purpose === 'token').map(({ body }) => formOf(body));
  const common = { grant_type: 'refresh_token', client_id: 'orrery', access_type: 'online', service: 's' };
  expect(forms).toEqual([
    { ...common, refresh_token: 'refresh-0', scope: pull },
    { ...common, refresh_token: 'refresh-1', scope: 'repository:demo/other:pull' },
  ]);
});

test('a token for more serves for less, and the scopes are asked for in one order', async () => {
  const { client, sent } = testClient((_, { purpose, headers }) => {
    if (purpose === 'token') return Response.json({ token: 't' });
    const wide = 'repository:demo/other:pull repository:demo/app:push repository:demo/app:pull';
    return headers?.authorization === 'Bearer t' ? tags() : challenge(bearer(wide));
  });
  await client.listTags('demo/app');
  await client.listTags('demo/other');
  const tokens = sent.filter(({ purpose }) => purpose === 'token');
  expect(tokens.map(({ url }) => new URL(url).searchParams.getAll('scope'))).toEqual([
    ['repository:demo/app:pull,push', 'repository:demo/other:pull'],
  ]);
});

test('a token that is refused later is dropped and fetched anew', async () => {
  let valid = 't1';
  const { client, sent } = testClient((_, { purpose, headers }) => {
    if (purpose === 'token') return Response.json({ token: valid });
    return headers?.authorization === `Bearer ${valid}` ? tags() : challenge(bearer(pull));
  });
  await client.listTags('demo/app');
  valid = 't2';
  await client.listTags('demo/app');
  expect(sent.map(({ headers }) => headers.authorization)).toEqual([
    undefined,
    undefined,
    'Bearer t1',
    'Bearer t1',
    undefined,
    'Bearer t2',
  ]);
});

test.each([
  ['nothing', undefined, 30],
  ['less than a minute', 5, 30],
  ['five minutes', 300, 270],
  ['the same as a text', '300', 270],
  ['a year', 31_536_000, 270],
  ['nonsense', 'soon', 30],
])('a token whose life is %s is used for so many seconds', async (_, expiresIn, seconds) => {
  let nowMs = 0;
  const { client, sent } = testClient(
    (_url, { purpose, headers }) => {
      if (purpose === 'token') return Response.json({ token: 't', expires_in: expiresIn });
      return headers?.authorization === undefined ? challenge(bearer(pull)) : tags();
    },
    { now: () => nowMs },
  );
  const tokens = () => sent.filter(({ purpose }) => purpose === 'token').length;
  await client.listTags('demo/app');
  nowMs = seconds * 1000 - 1;
  await client.listTags('demo/app');
  expect(tokens()).toBe(1);
  nowMs += 1;
  await client.listTags('demo/app');
  expect(tokens()).toBe(2);
});

test('two header lines and a challenge that names nothing are answered as Gitea means them', async () => {
  const { client, sent } = testClient((_, { purpose, headers }) => {
    if (purpose === 'token') return Response.json({ token: 't' });
    if (headers?.authorization === 'Bearer t') return tags();
    const refusal = new Response('', { status: 401 });
    refusal.headers.append('www-authenticate', 'Bearer realm="https://registry.example/v2/token"');
    refusal.headers.append('www-authenticate', 'Basic realm="Gitea"');
    return refusal;
  });
  await client.listTags('demo/app');
  expect(sent[1]?.url).toBe('https://registry.example/v2/token?scope=repository%3Ademo%2Fapp%3Apull');
});

test('the right that a challenge asks for in place of too small a one is asked for once', async () => {
  const { client, sent } = testClient((_, { purpose, headers }) => {
    if (purpose === 'token') return Response.json({ token: `t${sent.length}` });
    if (headers?.authorization === undefined) return challenge(bearer(pull));
    const wider = `repository:demo/app:pull,metadata_read`;
    return headers.authorization === 'Bearer t2'
      ? challenge(bearer(wider, ',error="insufficient_scope"'))
      : tags();
  });
  expect(await client.listTags('demo/app')).toEqual({ names: ['1.0'] });
  expect(new URL(sent[3]?.url ?? '').searchParams.get('scope')).toBe(
    'repository:demo/app:metadata_read,pull',
  );
});

test('a password that counts in one repository only is not shown for another', async () => {
  const asked: (string | undefined)[] = [];
  const passwords: Record<string, string> = { 'team/app': 'one', 'team/lib': 'two' };
  const { client, sent } = testClient(
    (_, { headers }) => (headers?.authorization === undefined ? challenge('Basic realm="r"') : tags()),
    {
      credentials: async (_registry, repository = '') => {
        asked.push(repository);
        const password = passwords[repository];
        return password === undefined
          ? undefined
          : { kind: 'basic', username: 'ada', password: new Secret(password), perRepository: true };
      },
    },
  );
  await client.listTags('team/app');
  await client.listTags('team/lib');
  await client.listTags('team/app');
  await expect(client.listTags('other/app')).rejects.toMatchObject({ code: 'unauthorized' });
  expect(asked).toEqual(['team/app', 'team/lib', 'other/app']);
  const shown = sent.map(({ headers }) => atob((headers.authorization ?? '').slice('Basic '.length)));
  expect(shown).toEqual(['', 'ada:one', '', 'ada:two', 'ada:one', '']);
});

test('a token server that is down is asked once by all who wait, and no more often than a registry', async () => {
  const { client, sent } = testClient((_, { purpose }) =>
    purpose === 'token' ? new Response('', { status: 503 }) : challenge(bearer(pull)),
  );
  const page = (n: number) => client.listTags('demo/app', { pageSize: n }).catch(() => undefined);
  await Promise.all([1, 2, 3, 4].map(page));
  expect(sent.filter(({ purpose }) => purpose === 'token').length).toBeLessThanOrEqual(5);
});

test.each<Credential>([
  { kind: 'basic', username: 'ada', password: new Secret('hunter2') },
  { kind: 'identity-token', token: new Secret('hunter2') },
  { kind: 'registry-token', token: new Secret('hunter2') },
])('no error holds the secret, whatever the servers say of it: $kind', async (credential) => {
  const echo = `hunter2 ${btoa('ada:hunter2')}`;
  for (const status of [400, 401, 403, 404, 429, 500]) {
    const { client } = testClient(
      (_, { purpose }) =>
        purpose === 'token'
          ? Response.json({ errors: [{ code: 'DENIED', message: echo }] }, { status })
          : challenge(bearer(pull)),
      { credential },
    );
    const error: unknown = await client.listTags('demo/app').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    const cause = error instanceof Error ? error.cause : undefined;
    for (const text of [String(error), JSON.stringify(error), String(cause), JSON.stringify(cause ?? null)]) {
      expect(text).not.toMatch(/hunter2|YWRhOmh1bnRlcjI/);
    }
  }
});
