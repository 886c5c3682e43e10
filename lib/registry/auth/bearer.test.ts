import { expect, test } from 'vitest';
import type { Script } from '#e2e/fakes/scripted-fetch';
import { scriptedFetch } from '#e2e/fakes/scripted-fetch';
import { createBearer } from './bearer.ts';
import type { Challenge } from './challenge.ts';
import { Secret } from './credential.ts';

const credential = { kind: 'basic', username: 'user', password: new Secret('pass') } as const;
const challengeOf = (parameters: Readonly<Record<string, string>>): Challenge => ({
  scheme: 'bearer',
  parameters: new Map(Object.entries(parameters)),
});
const need = (scope?: string) => ({
  url: new URL('https://r.example.com/v2/'),
  scope,
  signal: new AbortController().signal,
});

function trial(script: Script = () => Response.json({ token: 't' }), allowed: readonly string[] = []) {
  const { fetch, sent } = scriptedFetch(script);
  const bearer = createBearer({
    fetch,
    registry: 'r.example.com',
    origin: 'https://r.example.com',
    redirectsMax: 3,
    maxBytes: 4096,
    allowsTokenServer: (origin) => allowed.includes(origin),
  });
  return { bearer, sent };
}

test('the token server of the same owner sees the credential, a stranger does not', async () => {
  const { bearer, sent } = trial();
  const own = await bearer(challengeOf({ realm: 'https://auth.example.com/token' }), need(), credential);
  const foreign = await bearer(challengeOf({ realm: 'https://evil.test/token' }), need(), credential);
  expect(sent.map(({ headers }) => headers.authorization !== undefined)).toEqual([true, false]);
  expect([own.withheldFrom, foreign.withheldFrom?.host]).toEqual([undefined, 'evil.test']);
});

test('a stranger that somebody allowed sees it', async () => {
  const { bearer, sent } = trial(undefined, ['https://auth.test']);
  await bearer(challengeOf({ realm: 'https://auth.test/token' }), need(), credential);
  expect(sent[0]?.headers.authorization).toBeDefined();
});

test('a refusal by a server that was not shown the credential names that server', async () => {
  const { bearer } = trial(() => new Response('', { status: 401 }));
  const refused = bearer(challengeOf({ realm: 'https://auth.test/token' }), need(), credential);
  await expect(refused).rejects.toMatchObject({ code: 'unauthorized', tokenServer: 'https://auth.test' });
});

test.each(['http://auth.example.com/token', 'ftp://r.example.com/', 'https://user:pass@r.example.com/'])(
  'no token is fetched from %s',
  async (realm) => {
    const { bearer, sent } = trial();
    await expect(bearer(challengeOf({ realm }), need())).rejects.toMatchObject({ code: 'redirect-refused' });
    expect(sent).toEqual([]);
  },
);

test('those who ask for the same at the same time share one request', async () => {
  const { bearer, sent } = trial();
  const ask = () => bearer(challengeOf({ realm: '/token' }), need('repository:demo/app:pull'));
  await Promise.all([ask(), ask()]);
  expect(sent).toHaveLength(1);
});

test('the scope of the challenge is asked for, with what a mount needs besides', async () => {
  const { bearer, sent } = trial();
  const scope = 'repository:demo/app:pull,push repository:demo/base:pull';
  await bearer(challengeOf({ realm: '/token', scope: 'repository:demo/app:pull' }), need(scope));
  const asked = new URL(sent[0]?.url ?? '').searchParams.getAll('scope');
  expect(asked).toEqual(['repository:demo/app:pull,push', 'repository:demo/base:pull']);
});
