import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLimits } from '#lib/formats/limits';
import { flattenJson } from './flatten-json.ts';

const flat = (value: unknown, isLeftOut?: (path: string) => boolean) =>
  Object.fromEntries([...flattenJson(value, isLeftOut)].map(({ path, value: text }) => [path, text]));

test('each single value is told by its path', () => {
  const value = { a: { b: 1, 'c.d': true }, e: ['x', { f: null }], g: [], h: {} };
  expect(flat(value)).toEqual({
    'a.b': '1',
    'a["c.d"]': 'true',
    'e[0]': 'x',
    'e[1].f': 'null',
    g: '[]',
    h: '{}',
  });
});

test('what is left out is left out with everything in it, and a single value has no path', () => {
  expect(flat({ a: { b: 1 }, c: 2 }, (path) => path === 'a')).toEqual({ c: '2' });
  expect(flat(7)).toEqual({});
});

test('of a huge or deep value there is a part', () => {
  const many = Array.from({ length: formatLimits.fieldsMax + 5 }, (_, at) => at);
  expect([...flattenJson(many)]).toHaveLength(formatLimits.fieldsMax);
  let deep: unknown = 'end';
  for (let depth = 0; depth < 60; depth++) deep = [deep];
  expect([...flattenJson(deep)].map(({ value }) => value)).toEqual(['…']);
});

test('whatever the value, each path is told once', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const paths = [...flattenJson(value)].map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
    }),
  );
});
