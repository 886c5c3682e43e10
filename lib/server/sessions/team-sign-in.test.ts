import { beforeEach, expect, test } from 'vitest';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { pairOf, teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { Secret } from '#lib/registry/auth/credential';
import { teamLimits } from './limits.ts';
import { changeTeamCredentials, openTeamSession } from './open-team-session.ts';
import { beginSignIn, endTeamSession, finishSignIn } from './team-sign-in.ts';
import { lookUpSession } from './team-stores.ts';

let team: TeamInTest;
beforeEach(() => {
  team = teamInTest();
});

const wish = { isFresh: false, target: '/' };
const finish = (...cookies: readonly string[]) =>
  finishSignIn(
    new Request(`${teamOrigin}/api/session/callback?person=ada`, { headers: { cookie: cookies.join('; ') } }),
  );

test('a new session takes the place of the one that the browser had, under another cookie', async () => {
  const before = await team.signIn('bob');
  const begun = await beginSignIn(wish, 'address 1');
  const after = pairOf((await finish(before, pairOf(begun.cookies[0]))).cookies[0]);
  expect(after).not.toBe(before);
  expect(await lookUpSession(before)).toEqual({ kind: 'none' });
  expect(await lookUpSession(after)).toMatchObject({ kind: 'open', stored: { name: 'ada' } });
});

test('whoever signs in once more keeps their registries, and nobody else gets them', async () => {
  const registriesOf = async (cookie: string) => {
    const session = await openTeamSession(new Request(teamOrigin, { headers: { cookie } }));
    return session.credentials.registries();
  };
  const first = await team.signIn('ada');
  const add: Parameters<typeof changeTeamCredentials>[1] = (credentials) =>
    credentials.set('a.io', { kind: 'basic', username: 'robot', password: new Secret('word') });
  await changeTeamCredentials(new Request(teamOrigin, { headers: { cookie: first } }), add);
  const again = await beginSignIn({ isFresh: true, target: '/' }, 'address 6');
  const second = pairOf((await finish(first, pairOf(again.cookies[0]))).cookies[0]);
  expect(await registriesOf(second)).toEqual(['a.io']);
  const other = await team.signIn('bob');
  const begun = await beginSignIn(wish, 'address 7');
  expect(await registriesOf(pairOf((await finish(other, pairOf(begun.cookies[0]))).cookies[0]))).toEqual([]);
});

test('a sign-in counts once', async () => {
  const cookie = pairOf((await beginSignIn(wish, 'address 2')).cookies[0]);
  await finish(cookie);
  await expect(finish(cookie)).rejects.toThrow('No sign-in was begun in this browser, or it took too long.');
});

test('what is kept of a sign-in opens only with the cookie', async () => {
  const kept: Uint8Array[] = [];
  const keep: typeof team.once.keep = async (_, value) => void kept.push(value);
  const { provideTeamStores } = await import('./team-stores.ts');
  provideTeamStores({ ...team, once: { ...team.once, keep } });
  await beginSignIn({ isFresh: false, target: '/canary-target' }, 'address 3');
  expect(Buffer.from(kept[0] ?? []).toString('latin1')).not.toContain('canary');
});

test('one address begins no more sign-ins than a person would', async () => {
  for (let n = 0; n < teamLimits.loginsMax; n += 1) await beginSignIn(wish, 'address 4');
  await expect(beginSignIn(wish, 'address 4')).rejects.toThrow(
    'Too many sign-ins were begun from your address.',
  );
  await beginSignIn(wish, 'address 5');
});

test('while the provider is down nobody gets in, and its name is said', async () => {
  const cookie = pairOf((await beginSignIn(wish, 'address 8')).cookies[0]);
  team.provider = 'down';
  const unavailable = { code: 'provider-unavailable', status: 503, detail: 'login.example cannot be asked.' };
  await expect(beginSignIn(wish, 'address 8')).rejects.toMatchObject({ problem: unavailable });
  await expect(finish(cookie)).rejects.toMatchObject({ problem: { code: 'sign-in-failed' } });
  expect(await team.sessions.list(9, teamLimits.idleMs)).toEqual([]);
});

test('signing out works while the provider is down', async () => {
  const cookie = await team.signIn('ada');
  team.provider = 'down';
  const { location } = await endTeamSession(new Request(teamOrigin, { headers: { cookie } }));
  expect(location).toBeUndefined();
  expect(await lookUpSession(cookie)).toEqual({ kind: 'none' });
});
