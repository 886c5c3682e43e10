import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routes } from '#lib/api/routes/routes';

const folder = new URL('../../../app/api/', import.meta.url);
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('/route.ts') && !/^(?:\[|openapi\.json)/.test(file));

test('every handler of app/api is a route of the table, and every route has one', () => {
  const handlers = files.flatMap((file) => {
    const path = `/api/${file.slice(0, -'/route.ts'.length).replace(/\[(\w+)\]/g, '{$1}')}`;
    const text = readFileSync(new URL(file, folder), 'utf8');
    return [...text.matchAll(/export const (GET|POST|PUT|DELETE)\b/g)].map(
      ([, method]) => `${method} ${path}`,
    );
  });
  expect(Object.keys(routes).sort()).toEqual(handlers.sort());
});

test.each([
  ['GET /api/graph', { ref: 'a.io/b', depth: '33' }, 'must be a whole number from 1 to 32.'],
  ['GET /api/graph', { ref: 'a.io/b', artifactType: '' }, 'is empty; leave it out to ask for all types.'],
  ['GET /api/tags', { ref: 'a.io/b', n: '0' }, 'must be a whole number from 1 to 10000.'],
  ['GET /api/archive', { ref: 'a.io/b', layers: '2' }, 'can only be 0 or 1.'],
  ['POST /api/uploads', { name: 'a\u0000b' }, 'has characters that cannot be written.'],
  ['POST /api/uploads', { name: 'a', digest: 'md5:1' }, 'is not a sha256 digest.'],
] as const)('%s refuses %j with a phrase', (name, values, phrase) => {
  expect(routes[name].query.safeParse(values).error?.issues[0]?.message).toBe(phrase);
});

test('a number in an address is a number', () => {
  expect(routes['GET /api/graph'].query.parse({ ref: 'a.io/b', depth: '32' }).depth).toBe(32);
});
