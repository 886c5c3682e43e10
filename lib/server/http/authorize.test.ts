import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TeamInTest } from '#e2e/fakes/team-in-test';
import { teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { problemSchema } from '#lib/api/contract/problem-contract';
import { routes } from '#lib/api/routes/routes';
import { provideAttempts } from '#lib/server/platform/shared-rate-limit';
import { handler } from './handler.ts';
import { routeRules } from './route-rules.ts';

let team: TeamInTest;
let answered = 0;
beforeEach(() => {
  team = teamInTest();
  answered = 0;
});
afterEach(() => provideAttempts(undefined));

/** The code of the problem, or `answered` where the route itself was reached. */
async function ask(
  route: string,
  cookie = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const answer = handler('test', async () => {
    answered += 1;
    return new Response('answered');
  });
  const request = new Request(teamOrigin + path.replace('{id}', '7'), {
    method,
    headers: { cookie, 'x-orrery-request': '1', ...headers },
  });
  const response = await answer(request);
  return response.ok ? 'answered' : problemSchema.parse(await response.json()).code;
}

test.each(Object.keys(routes))(
  '%s is closed to who is not signed in, unless it is the way in',
  async (route) => {
    const isOpen = Object.entries(routeRules).some(([name, rule]) => name === route && rule === 'open');
    expect(await ask(route)).toBe(isOpen ? 'answered' : 'sign-in-needed');
    expect(await ask(route, '__Host-orrery=made-up')).toBe(isOpen ? 'answered' : 'sign-in-needed');
    expect(answered).toBe(isOpen ? 2 : 0);
  },
);

test.each(Object.keys(routes))(
  '%s is closed to who has no role, unless it is about themselves',
  async (route) => {
    const rule = Object.entries(routeRules).find(([name]) => name === route)?.[1];
    expect(await ask(route, await team.signIn('eve'))).toBe(
      typeof rule === 'string' ? 'answered' : 'role-missing',
    );
  },
);

test('an admin reaches every route, and paths that are none are told to whoever is signed in', async () => {
  const ada = await team.signIn('ada');
  for (const route of Object.keys(routes)) expect(await ask(route, ada)).toBe('answered');
  expect(await ask('GET /api/nope', ada)).toBe('answered');
  expect(await ask('GET /api/nope')).toBe('sign-in-needed');
});

test('an editor reads and plans where the patterns reach, also by HEAD', async () => {
  const bob = await team.signIn('bob');
  expect(await ask('GET /api/graph?ref=a.io/team/app:1', bob)).toBe('answered');
  expect(await ask('GET /api/graph?ref=a.io/other/app:1', bob)).toBe('role-missing');
  expect(await ask('HEAD /api/manifest?ref=a.io/other/app:1', bob)).not.toBe('answered');
  expect(await ask('GET /api/repositories?host=a.io', bob)).toBe('answered');
  expect(await ask('GET /api/repositories?host=b.io', bob)).toBe('role-missing');
  expect(await ask('POST /api/plans', bob)).toBe('answered');
  expect(await ask('GET /api/sessions', bob)).toBe('role-missing');
});

test('a page of another origin is refused although it has the cookie', async () => {
  const ada = await team.signIn('ada');
  expect(await ask('GET /api/session', ada, { origin: 'https://evil.example' })).toBe('origin-refused');
  expect(await ask('GET /api/session', ada, { origin: teamOrigin })).toBe('answered');
});

test('without the database nobody gets in', async () => {
  const ada = await team.signIn('ada');
  const { sessions } = team;
  const { provideTeamStores } = await import('#lib/server/sessions/team-stores');
  const find = async () => await Promise.reject(new Error('connection refused'));
  provideTeamStores({ ...team, sessions: { ...sessions, find } });
  expect(await ask('GET /api/session', ada)).toBe('store-unavailable');
});

test('who sends too many requests waits, and nobody else does', async () => {
  const counts = new Map<string, number>();
  provideAttempts(async (key, { max }) => {
    counts.set(key, (counts.get(key) ?? max - 1) + 1);
    return (counts.get(key) ?? 0) > max ? 7 : undefined;
  });
  const [ada, bob] = [await team.signIn('ada'), await team.signIn('bob')];
  expect(await ask('GET /api/registries', ada)).toBe('answered');
  expect(await ask('GET /api/registries', ada)).toBe('requests-limited');
  expect(await ask('GET /api/sessions', await team.signIn('ada'))).toBe('requests-limited');
  expect(await ask('GET /api/registries', bob)).toBe('answered');
  expect(await ask('POST /api/session/backchannel')).toBe('answered');
});
