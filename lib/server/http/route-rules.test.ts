import { array, assert, constantFrom, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { routes } from '#lib/api/routes/routes';
import type { RepositoryPattern } from '#lib/roles/repository-pattern';
import { parsePattern } from '#lib/roles/repository-pattern';
import type { UserRole } from '#lib/roles/role';
import { roleNames } from '#lib/roles/role';
import { judgeRoute, routeRules } from './route-rules.ts';

test('every route of the table has a rule, and no rule is about another', () => {
  expect(Object.keys(routeRules).toSorted()).toEqual(Object.keys(routes).toSorted());
});

test('only the way in, and what a token proves, is open to who is not signed in', () => {
  const open = Object.entries(routeRules).flatMap(([name, rule]) => (rule === 'open' ? [name] : []));
  expect(open).toEqual([
    'GET /api/session/start',
    'GET /api/session/callback',
    'POST /api/session/backchannel',
    'POST /api/hooks/{id}',
  ]);
});

test('a viewer changes nothing: every other method asks for more, or is about the person’s own', () => {
  const own =
    /session\/(?:end|backchannel)|api\/hooks|sign-(?:in|out)|POST \/api\/verify|\/api\/(?:audits|questions)/;
  const writing = Object.entries(routeRules).filter(([name]) => !name.startsWith('GET ') && !own.test(name));
  expect(writing.filter(([, rule]) => typeof rule === 'string' || rule.role === 'viewer')).toEqual([]);
});

test('every parameter that names a place is judged', () => {
  const places = ['ref', 'left', 'right', 'host', 'against', 'scope'];
  const unjudged = Object.entries(routes).flatMap(([name, { query }]) => {
    const rule = Object.entries(routeRules).find(([key]) => key === name)?.[1];
    const judged = typeof rule === 'object' && 'at' in rule ? rule.at : [];
    return Object.keys(query.shape)
      .filter((parameter) => places.includes(parameter) && !judged.includes(parameter))
      .map((parameter) => `${name} ${parameter}`);
  });
  expect(unjudged).toEqual([]);
});

const level: Readonly<Record<UserRole, number>> = { viewer: 0, editor: 1, deleter: 2, admin: 3 };
// Each pattern with the places that it covers, written out.
const covered: Readonly<Record<string, readonly string[]>> = {
  'a.io/team/**': ['a.io', 'a.io/team/app', 'a.io/team/x/y'],
  'a.io/*': ['a.io', 'a.io/app'],
  'b.io/app': ['b.io', 'b.io/app'],
};
const places = ['a.io', 'b.io', 'a.io/team/app', 'a.io/team/x/y', 'a.io/app', 'b.io/app'] as const;
const patterns: readonly RepositoryPattern[] = Object.keys(covered)
  .map(parsePattern)
  .filter((pattern) => pattern !== undefined);

test('200 random rights at every route: what is allowed is what a plain reading of the rights allows', () => {
  const right = record({
    role: constantFrom(...roleNames),
    repositories: constantFrom(undefined, ...patterns.map((pattern) => [pattern])),
  });
  const judged = Object.values(routeRules).filter((rule) => typeof rule === 'object');
  assert(
    property(
      array(right, { maxLength: 3 }),
      constantFrom(...places),
      constantFrom('', ':1.0'),
      (rights, place, tag) => {
        for (const rule of judged) {
          const names = 'at' in rule ? rule.at : [];
          const text = place.includes('/') ? place + tag : place;
          const parameters = new URLSearchParams(names.map((name) => [name, text]));
          const reaching = rights.filter(({ role }) => level[role] >= level[rule.role]);
          const isCovered = ({ repositories }: (typeof rights)[number]) =>
            repositories === undefined || repositories.some((one) => covered[one]?.includes(place));
          const isAllowed = names.length === 0 ? reaching.length > 0 : reaching.some(isCovered);
          expect(judgeRoute(rule, rights, parameters) === undefined).toBe(isAllowed);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('of two places both are judged, and what is no place is left to the route', () => {
  const rights = [{ role: 'viewer', repositories: patterns.slice(0, 1) }] as const;
  const compare = routeRules['GET /api/compare'];
  if (typeof compare === 'string') throw new Error('It has a role.');
  const judge = (left: string, right: string) =>
    judgeRoute(compare, rights, new URLSearchParams({ left, right }));
  expect(judge('a.io/team/app:1', 'a.io/team/app:2')).toBeUndefined();
  expect(judge('a.io/team/app:1', 'b.io/app:2')).toEqual({ role: 'viewer', place: 'b.io/app' });
  expect(judge('a.io/team/app:1', 'no reference at all')).toBeUndefined();
  expect(judge('a.io/team/app:1', 'oci:upload/0b5c6a0e-7a52-4b7e-9a53-2f6a5f3f1a11/app:1')).toBeUndefined();
});
