import { expect, test } from 'vitest';
import { findRoute } from '#lib/api/routes/find-route';
import { routes } from '#lib/api/routes/routes';

test('every route is found by its own method and path', () => {
  for (const name of Object.keys(routes)) {
    const [method = '', path = ''] = name.split(' ');
    expect(findRoute(method, path.replace('{id}', 'any-id'))).toBe(name);
  }
});

test.each([
  ['HEAD', '/api/graph', 'GET /api/graph'],
  ['GET', '/api/plans/7/run', undefined],
  ['DELETE', '/api/graph', undefined],
  ['GET', '/api/nope', undefined],
  ['GET', '/api/graph/', undefined],
])('%s %s is %s', (method, path, name) => expect(findRoute(method, path)).toBe(name));
