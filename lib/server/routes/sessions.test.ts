import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { sessionListSchema } from '#lib/api/contract/session-contract';
import { handler } from '#lib/server/http/handler';
import type { RouteHandler } from './route-call.ts';
import { answerSession } from './session.ts';
import { answerEndSession, answerSessions } from './sessions.ts';

function ask(answer: RouteHandler, path: string, cookie: string, method = 'GET'): Promise<Response> {
  const headers = { cookie, 'x-orrery-request': '1', accept: 'application/json' };
  return handler('test', answer)(new Request(teamOrigin + path, { method, headers }));
}

test('who runs Orrery sees all sessions, what each may do, and ends one', async () => {
  const team = teamInTest();
  const [ada, bob] = [await team.signIn('ada'), await team.signIn('bob')];
  expect((await ask(answerSessions, '/api/sessions', bob)).status).toBe(403);
  const listed = await ask(answerSessions, '/api/sessions', ada);
  const { sessions } = sessionListSchema.parse(await listed.json());
  expect(sessions.map(({ name, isOwn, rights }) => [name, isOwn, rights]).toSorted()).toEqual([
    ['ada', true, [{ role: 'admin' }]],
    ['bob', false, [{ role: 'editor', repositories: ['a.io/team/**'] }]],
  ]);
  const id = sessions.find(({ name }) => name === 'bob')?.id;
  const end = async () => (await ask(answerEndSession, `/api/sessions/${id}`, ada, 'DELETE')).status;
  const bobs = async () => (await ask(answerSession, '/api/session', bob)).status;
  expect([await end(), await bobs(), await end()]).toEqual([204, 401, 404]);
});

test('on one’s own machine there are no sessions', async () => {
  testServices();
  expect((await ask(answerSessions, '/api/sessions', '')).status).toBe(404);
});
