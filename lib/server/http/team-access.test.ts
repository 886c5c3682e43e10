import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Listening } from '#e2e/fakes/listen';
import { listen } from '#e2e/fakes/listen';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { issuer, teamInTest, teamRules } from '#e2e/fakes/team-in-test';
import { Secret } from '#lib/registry/auth/credential';
import { teamAccess } from './team-access.ts';

const provider = {
  issuer,
  clientId: 'orrery',
  clientSecret: new Secret('s3cret'),
  scopes: 'openid',
  groupsClaim: 'groups',
};
let team: TeamInTest;
let server: Listening;

beforeEach(async () => {
  team = teamInTest();
  const access = teamAccess({ provider, roles: teamRules });
  server = await listen(async (incoming, outgoing) => {
    const page = { nonce: 'n0nce', isDev: false };
    if (await access.admit({ incoming, outgoing, page })) outgoing.end(`in as ${incoming.headers['x-user']}`);
  });
});
afterEach(async () => await server.stop());

const ask = (path: string, cookie = '') =>
  fetch(server.origin + path, { headers: { cookie }, redirect: 'manual' });

test('a page shows who is not signed in the way to sign in, and back to the page', async () => {
  const answer = await ask('/a.io/team/app:1?selected=x');
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'nonce-n0nce'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  const text = await answer.text();
  expect(text).toContain('You sign in at <strong>login.example</strong>');
  expect(text).toContain('href="/api/session/start?to=%2Fa.io%2Fteam%2Fapp%3A1%3Fselected%3Dx"');
});

test('the interface says it as a problem', async () => {
  const answer = await ask('/api/graph?ref=a.io/x');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
  expect(await answer.json()).toMatchObject({ code: 'sign-in-needed' });
});

test.each([
  '/api/session/start?to=/',
  '/api/session/callback?code=x',
  '/api/session/backchannel',
  '/_next/static/a.js',
])('%s asks for no session', async (path) => expect((await ask(path)).status).toBe(200));

test.each(['/api/session', '/api/session/end', '/api/session/startle', '/api/sessions', '/_next/data'])(
  '%s asks for one',
  async (path) => expect((await ask(path)).status).toBe(401),
);

test('who is signed in gets in, and the page knows the name', async () => {
  expect(await (await ask('/', await team.signIn('bob'))).text()).toBe('in as bob');
});

test('a name that no address can hold keeps nobody out', async () => {
  const cookie = await team.signIn(encodeURIComponent('Zoë'));
  const [{ key = '' } = {}] = await team.sessions.list(1, 60_000);
  const stored = await team.sessions.find(key, 60_000);
  if (stored === undefined) throw new Error('There is no session.');
  await team.sessions.create({ ...stored, name: 'Zoë \ud800', groups: ['staff'] }, 60_000);
  expect(await (await ask('/', cookie)).text()).toBe('in as Zo%C3%AB%20%EF%BF%BD');
});

test('who has no role is told so, with their groups', async () => {
  team.people.set('eve', ['<guests>']);
  const answer = await ask('/', await team.signIn('eve'));
  expect(answer.status).toBe(403);
  expect(answer.headers.get('content-security-policy')).toContain(`form-action 'self' ${issuer}`);
  expect(await answer.text()).toContain('Your groups: <code>&lt;guests&gt;</code>.');
});
