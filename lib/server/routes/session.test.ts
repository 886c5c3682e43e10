import { beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { issuer, pairOf, teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { problemSchema } from '#lib/api/contract/problem-contract';
import { sessionSchema } from '#lib/api/contract/session-contract';
import { handler } from '#lib/server/http/handler';
import type { RouteHandler } from './route-call.ts';
import {
  answerBackchannel,
  answerSession,
  answerSessionCallback,
  answerSessionEnd,
  answerSessionStart,
} from './session.ts';

let team: TeamInTest;
beforeEach(() => {
  team = teamInTest();
});

function ask(answer: RouteHandler, path: string, cookie = '', init: RequestInit = {}): Promise<Response> {
  const headers = { cookie, 'x-orrery-request': '1', accept: 'application/json', ...init.headers };
  return handler('test', answer)(new Request(teamOrigin + path, { ...init, headers }));
}

async function codeOf(response: Response): Promise<string> {
  return problemSchema.parse(await response.json()).code;
}

const me = async (cookie: string) => await ask(answerSession, '/api/session', cookie);
const logout = (token: string) =>
  ask(answerBackchannel, '/api/session/backchannel', '', {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
  });

test('a sign-in leads to the provider and back to where it began, and says who it is', async () => {
  const begun = await ask(answerSessionStart, '/api/session/start?to=%2Fa.io%2Fteam%2Fapp%3A1');
  expect([begun.status, begun.headers.get('location')]).toEqual([303, `${issuer}/authorize`]);
  const [login = ''] = begun.headers.getSetCookie();
  expect(login).toMatch(
    /^__Host-orrery-login=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/,
  );
  const back = await ask(answerSessionCallback, '/api/session/callback?person=bob', pairOf(login));
  expect([back.status, back.headers.get('location')]).toEqual([303, '/a.io/team/app:1']);
  const [session = '', cleared] = back.headers.getSetCookie();
  expect(session).toMatch(/^__Host-orrery=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
  expect(cleared).toContain('__Host-orrery-login=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0');
  expect(sessionSchema.parse(await (await me(pairOf(session))).json())).toMatchObject({
    mode: 'team',
    name: 'bob',
    email: 'bob@acme.example',
    role: 'editor',
    rights: [{ role: 'editor', repositories: ['a.io/team/**'] }],
  });
});

test.each([
  ['without a sign-in that was begun', '', '?person=ada'],
  ['with a cookie that nobody was given', '__Host-orrery-login=planted', '?person=ada'],
])('a way back %s is refused', async (_, cookie, query) => {
  const answer = await ask(answerSessionCallback, `/api/session/callback${query}`, cookie);
  expect([answer.status, await codeOf(answer)]).toEqual([400, 'sign-in-failed']);
});

test('a way back that the provider does not confirm is refused, and the sign-in is used up', async () => {
  const begun = await ask(answerSessionStart, '/api/session/start');
  const cookie = pairOf(begun.headers.getSetCookie()[0]);
  expect((await ask(answerSessionCallback, '/api/session/callback?state=wrong', cookie)).status).toBe(400);
  expect((await ask(answerSessionCallback, '/api/session/callback?person=ada', cookie)).status).toBe(400);
});

test('a browser reads a page where a sign-in fails', async () => {
  const answer = await ask(answerSessionCallback, '/api/session/callback', '', {
    headers: { accept: 'text/html' },
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
  expect(await answer.text()).toContain('<h1>The sign-in did not work</h1>');
});

test('a provider that is down is named', async () => {
  team.provider = 'down';
  const answer = await ask(answerSessionStart, '/api/session/start');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
  expect(problemSchema.parse(await answer.json())).toMatchObject({
    code: 'provider-unavailable',
    detail: 'login.example cannot be asked.',
  });
});

test('a target on another host becomes the first page', async () => {
  const begun = await ask(answerSessionStart, '/api/session/start?to=https://evil.example/');
  const cookie = pairOf(begun.headers.getSetCookie()[0]);
  const back = await ask(answerSessionCallback, '/api/session/callback?person=ada', cookie);
  expect(back.headers.get('location')).toBe('/');
});

test('signing out ends the session here and says where it ends at the provider', async () => {
  const cookie = await team.signIn('ada');
  const ended = await ask(answerSessionEnd, '/api/session/end', cookie, { method: 'POST' });
  expect(await ended.json()).toEqual({ location: `${issuer}/end?id_token_hint=id-ada` });
  expect(ended.headers.getSetCookie()[0]).toContain('__Host-orrery=; ');
  expect((await me(cookie)).status).toBe(401);
});

test('a logout token ends the sessions that it names, once, and no others', async () => {
  const [ada, bob] = [await team.signIn('ada'), await team.signIn('bob')];
  const ended = await logout('1 sid-ada');
  expect([ended.status, ended.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect([(await me(ada)).status, (await me(bob)).status]).toEqual([401, 200]);
  const again = await team.signIn('ada');
  expect((await logout('1 sid-ada')).status).toBe(400);
  expect((await me(again)).status).toBe(200);
  expect((await logout('forged')).status).toBe(400);
  expect((await ask(answerBackchannel, '/api/session/backchannel', '', { method: 'POST' })).status).toBe(400);
});

test('on one’s own machine nobody signs in', async () => {
  testServices();
  expect(await (await callRoute(answerSession, '/api/session')).json()).toEqual({ mode: 'own' });
  expect((await callRoute(answerSessionStart, '/api/session/start')).status).toBe(404);
});
