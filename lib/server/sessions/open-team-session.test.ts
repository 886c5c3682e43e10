import { beforeEach, expect, test } from 'vitest';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { firstKey, serveTeam, teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { ProblemError } from '#lib/api/problems/problem-error';
import { Secret } from '#lib/registry/auth/credential';
import { highestRole } from '#lib/roles/rights';
import { changeTeamCredentials, openTeamSession } from './open-team-session.ts';
import type { Session } from './session.ts';
import { userOf } from './session-credentials.ts';

const minuteMs = 60_000;
let clockMs = 0;
let team: TeamInTest;
beforeEach(() => {
  clockMs = Date.now();
  team = teamInTest({}, [firstKey], () => clockMs);
});

const requestWith = (cookie: string) => new Request(teamOrigin, { headers: { cookie } });
const open = (cookie: string) => openTeamSession(requestWith(cookie));
const password = (session: Session) => {
  const credential = session.credentials.get('a.io');
  return credential?.kind === 'basic' ? credential.password.reveal() : undefined;
};
const keep = (cookie: string, username: string) =>
  changeTeamCredentials(requestWith(cookie), (credentials) =>
    credentials.set('a.io', { kind: 'basic', username, password: new Secret(`canary-${username}`) }),
  );

async function codeOf(opening: Promise<unknown>): Promise<string | undefined> {
  return await opening.then(
    () => undefined,
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : 'internal'),
  );
}

/** Lets the ten minutes pass after which the provider is asked, for sessions that were refreshed before. */
async function passTenMinutes(): Promise<void> {
  for (const { key } of await team.sessions.list(100, Number.POSITIVE_INFINITY))
    await team.sessions.releaseRefresh(key);
}

test('a session stays the same object while its row is the same, so that its connections stay', async () => {
  const cookie = await team.signIn('bob');
  const session = await open(cookie);
  expect(await open(cookie)).toBe(session);
  expect(session.owner).toBe((await open(await team.signIn('bob'))).owner);
  expect(session.owner).not.toBe((await open(await team.signIn('ada'))).owner);
});

test('nobody opens a session without its cookie', async () => {
  expect(await codeOf(open(''))).toBe('sign-in-needed');
  expect(await codeOf(open('__Host-orrery=made-up'))).toBe('sign-in-needed');
});

test('credentials are sealed into the row, and every replica that has the cookie has them', async () => {
  const cookie = await team.signIn('bob');
  await keep(cookie, 'robot');
  expect(password(await open(cookie))).toBe('canary-robot');
  expect(await userOf(await open(cookie), 'a.io')).toBe('bob@acme.example as robot');
  const [stored] = await team.sessions.list(1, minuteMs);
  const row = await team.sessions.find(stored?.key ?? '', minuteMs);
  expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toMatch(/canary|robot|refresh-bob/);
});

test('two changes at once both count', async () => {
  const cookie = await team.signIn('bob');
  const change = (registry: string) =>
    changeTeamCredentials(requestWith(cookie), (credentials) =>
      credentials.set(registry, { kind: 'basic', username: 'u', password: new Secret('p') }),
    );
  await Promise.all([change('a.io'), change('b.io')]);
  expect((await open(cookie)).credentials.registries().toSorted()).toEqual(['a.io', 'b.io']);
});

test('after a change of keys sessions go on, sealed with the new one; without the old key they end', async () => {
  const cookie = await team.signIn('bob');
  await keep(cookie, 'robot');
  const next = new Secret('the second key of the tests, long enough too');
  await team.sessions.update((await team.sessions.list(1, minuteMs))[0]?.key ?? '', 2, {});
  serveTeam({}, [next, firstKey]);
  expect(password(await open(cookie))).toBe('canary-robot');
  serveTeam({}, [next]);
  expect(password(await open(cookie))).toBe('canary-robot');
  await team.sessions.update((await team.sessions.list(1, minuteMs))[0]?.key ?? '', 4, {});
  serveTeam({}, [firstKey]);
  expect(await codeOf(open(cookie))).toBe('sign-in-needed');
});

test('every ten minutes the groups are read again, and no longer count when they are gone', async () => {
  const cookie = await team.signIn('ada');
  expect(highestRole((await open(cookie)).user?.rights ?? [])).toBe('admin');
  expect(team.refreshes).toBe(0);
  team.people.set('ada', ['staff']);
  await passTenMinutes();
  expect(highestRole((await open(cookie)).user?.rights ?? [])).toBe('viewer');
  await open(cookie);
  expect(team.refreshes).toBe(1);
});

test('when ten minutes have passed is said by the clock of the store, whatever that of the replica says', async () => {
  clockMs += 30 * 24 * 60 * minuteMs;
  const cookie = await team.signIn('ada');
  await open(cookie);
  expect(team.refreshes).toBe(0);
  clockMs += 11 * minuteMs;
  await open(cookie);
  expect(team.refreshes).toBe(1);
});

test('of many requests at once one asks the provider', async () => {
  const cookie = await team.signIn('ada');
  await passTenMinutes();
  await Promise.all(Array.from({ length: 20 }, () => open(cookie)));
  expect(team.refreshes).toBe(1);
});

test('a refresh that the provider refuses ends the session', async () => {
  const cookie = await team.signIn('ada');
  await passTenMinutes();
  team.provider = 'refuses';
  expect(await codeOf(open(cookie))).toBe('sign-in-needed');
  team.provider = 'up';
  expect(await codeOf(open(cookie))).toBe('sign-in-needed');
});

test('while the provider is down, sessions go on until they would be refreshed, and after it is back', async () => {
  const cookie = await team.signIn('ada');
  team.provider = 'down';
  expect(await codeOf(open(cookie))).toBeUndefined();
  await passTenMinutes();
  expect(await codeOf(open(cookie))).toBe('provider-unavailable');
  expect(await codeOf(open(cookie))).toBe('provider-unavailable');
  team.provider = 'up';
  expect(await codeOf(open(cookie))).toBeUndefined();
});

test('a session ends after eight idle hours, and after twelve in any case', async () => {
  const [idle, busy] = [await team.signIn('ada'), await team.signIn('bob')];
  clockMs += 7 * 60 * minuteMs;
  expect(await codeOf(open(busy))).toBeUndefined();
  clockMs += 2 * 60 * minuteMs;
  expect(await codeOf(open(idle))).toBe('sign-in-needed');
  expect(await codeOf(open(busy))).toBeUndefined();
  clockMs += 4 * 60 * minuteMs;
  expect(await codeOf(open(busy))).toBe('sign-in-needed');
});
