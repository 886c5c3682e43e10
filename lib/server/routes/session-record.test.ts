import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { pairOf, teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { handler } from '#lib/server/http/handler';
import type { AuditLogEvent } from '#lib/server/plans/audit/audit-row';
import { plansState } from '#lib/server/plans/process-state';
import { teamLimits } from '#lib/server/sessions/limits';
import type { RouteHandler } from './route-call.ts';
import { answerBackchannel, answerSessionCallback, answerSessionEnd, answerSessionStart } from './session.ts';

let team: TeamInTest;
let rows: AuditLogEvent[] = [];
let append = async (events: readonly AuditLogEvent[]) => void rows.push(...events);

beforeEach(() => {
  team = teamInTest();
  rows = [];
  append = async (events) => void rows.push(...events);
  const auditLog = { append: (events: readonly AuditLogEvent[]) => append(events) };
  plansState.persistence = Object.assign(Object.create(null), { journal: {}, auditLog });
});
afterEach(() => {
  plansState.persistence = undefined;
});

function ask(answer: RouteHandler, path: string, cookie = '', init: RequestInit = {}): Promise<Response> {
  const headers = { cookie, 'x-orrery-request': '1', accept: 'application/json' };
  return handler('test', answer)(new Request(teamOrigin + path, { ...init, headers }));
}

async function signIn(): Promise<Response> {
  const begun = await ask(answerSessionStart, '/api/session/start');
  const cookie = pairOf(begun.headers.getSetCookie()[0]);
  return await ask(answerSessionCallback, '/api/session/callback?person=bob', cookie);
}

test('who signs in and out stands in the audit log, before it is done and after', async () => {
  const [cookie] = (await signIn()).headers.getSetCookie();
  await ask(answerSessionEnd, '/api/session/end', pairOf(cookie), { method: 'POST' });
  const act = { action: 'session', actor: 'bob@acme.example', target: 'bob@acme.example' };
  expect(rows).toMatchObject([
    { ...act, verb: 'sign-in', result: 'started' },
    { ...act, verb: 'sign-in', result: 'done' },
    { ...act, verb: 'sign-out', result: 'started' },
    { ...act, verb: 'sign-out', result: 'done' },
  ]);
  // The same person in both: their rows are found by it, whatever they are called later.
  expect(new Set(rows.map(({ owner }) => owner)).size).toBe(1);
  expect(rows[0]?.owner).toMatch(/^person-[\w-]{43}$/);
});

test('nobody is signed in whose sign-in cannot be recorded', async () => {
  append = async () => {
    throw Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' });
  };
  const answer = await signIn();
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([507, []]);
  expect(await team.sessions.list(10, 0)).toEqual([]);
});

const logout = (token: string) => {
  const body = new URLSearchParams({ logout_token: token });
  return ask(answerBackchannel, '/api/session/backchannel', '', { method: 'POST', body });
};

test('whom the identity provider signs out stands in the audit log', async () => {
  await team.signIn('bob');
  await team.signIn('bob');
  expect((await logout('7 sid-bob')).status).toBe(200);
  const act = { action: 'session', verb: 'end', actor: 'login.example', target: 'bob@acme.example' };
  expect(rows).toMatchObject([
    { ...act, result: 'started' },
    { ...act, result: 'done' },
  ]);
  // Nobody is signed in any more, so that nothing happens.
  expect((await logout('8 sid-bob')).status).toBe(200);
  expect(rows).toHaveLength(2);
});

test('whom the identity provider signs out is signed out, also where that cannot be recorded', async () => {
  await team.signIn('bob');
  append = () => Promise.reject(Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' }));
  expect((await logout('9 sid-bob')).status).toBe(200);
  expect(await team.sessions.list(10, teamLimits.idleMs)).toEqual([]);
});
