import { beforeEach, expect, test } from 'vitest';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { teamInTest } from '#e2e/fakes/team-in-test';
import { lookUpSession, provideTeamStores } from './team-stores.ts';

let team: TeamInTest;
beforeEach(() => {
  team = teamInTest();
});

test('a session that ended elsewhere is over at once', async () => {
  const cookie = await team.signIn('ada');
  const found = await lookUpSession(cookie);
  expect(found.kind).toBe('open');
  await team.sessions.end(found.kind === 'open' ? found.stored.key : '');
  expect(await lookUpSession(cookie)).toEqual({ kind: 'none' });
});

test('while the database is away, what was known a moment ago counts, and nothing else', async () => {
  const [known, unknown] = [await team.signIn('ada'), await team.signIn('bob')];
  let isAway = false;
  const find: typeof team.sessions.find = async (key, idleMs) => {
    if (isAway) throw new Error('connection refused');
    return await team.sessions.find(key, idleMs);
  };
  provideTeamStores({ ...team, sessions: { ...team.sessions, find } });
  await lookUpSession(known);
  isAway = true;
  expect(await lookUpSession(known)).toMatchObject({ kind: 'open', stored: { name: 'ada' } });
  expect(await lookUpSession(unknown)).toEqual({ kind: 'unavailable' });
  expect(await lookUpSession('')).toEqual({ kind: 'none' });
});
