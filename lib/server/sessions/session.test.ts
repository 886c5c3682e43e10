import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { serveTeam } from '#e2e/fakes/team-in-test';
import { Secret } from '#lib/registry/auth/credential';
import { renewSession, sessionOf } from './session.ts';

beforeEach(() => testServices());

const requestWith = (cookie: string) => new Request('http://localhost:4400/', { headers: { cookie } });
const credential = { kind: 'basic', username: 'ada', password: new Secret('canary') } as const;
const pairOf = (cookie: string) => cookie.split(';')[0] ?? '';

test('a cookie that nobody was given belongs to the session of nobody', () => {
  const nobody = sessionOf(requestWith(''));
  expect(sessionOf(requestWith('orrery-4400=planted'))).toBe(nobody);
  expect(nobody.credentials.registries()).toEqual([]);
});

test('a renewed session keeps its sign-ins, and its old id opens nothing', () => {
  const first = renewSession(requestWith(''));
  first.session.credentials.set('registry.example', credential);
  const second = renewSession(requestWith(pairOf(first.cookie)));
  expect(second.session.credentials.get('registry.example')).toBe(credential);
  expect(sessionOf(requestWith(pairOf(second.cookie)))).toBe(second.session);
  expect(sessionOf(requestWith(pairOf(first.cookie))).credentials.registries()).toEqual([]);
});

test('what a session leaves behind stays its own when it is renewed, and is not another’s', () => {
  const first = renewSession(requestWith(''));
  const second = renewSession(requestWith(pairOf(first.cookie)));
  expect(second.session.owner).toBe(first.session.owner);
  expect(renewSession(requestWith('')).session.owner).not.toBe(first.session.owner);
  expect(sessionOf(requestWith('')).owner).toBe('');
});

test('the cookie is found among others, and that of another port is not it', () => {
  const { session, cookie } = renewSession(requestWith(''));
  const pair = pairOf(cookie);
  expect(sessionOf(requestWith(`theme=dark; ${pair}; x=1`))).toBe(session);
  expect(sessionOf(requestWith(pair.replace('4400', '4401')))).not.toBe(session);
});

test('in a team, what goes past the check of routes may nothing', () => {
  const { cookie } = renewSession(requestWith(''));
  serveTeam();
  expect(sessionOf(requestWith(pairOf(cookie))).user?.rights).toEqual([]);
});
