import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonObject } from '#lib/oci/parse-json';
import { assertFewValues, findLongLists, parseLargeJson } from './find-long-lists.ts';
import { at, itemsAt, listAt } from './json-path.ts';
import { LongList } from './long-list.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const filler = (size: number) =>
  Array.from({ length: size }, (_, place) => ({ place, name: `naïve "x" \\ ${place}` }));
const long = 20_000;

/** The value with all that is read piece by piece in memory. */
function whole(value: unknown): unknown {
  if (value instanceof LongList || Array.isArray(value)) return [...value].map(whole);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, whole(each)]));
}

test('a long list is gone through as often as somebody likes, and knows its length', () => {
  const document = { before: [1], packages: filler(long), after: { nested: [null] } };
  const value = parseLargeJson(encode(JSON.stringify(document)), true);
  const items = itemsAt(value, 'packages');
  expect(items).toBeInstanceOf(LongList);
  expect(items.length).toBe(long);
  expect([...items]).toEqual(document.packages);
  expect(listAt(value, 'packages')).toEqual(document.packages);
  expect(at(value, 'packages', 7, 'place')).toBe(7);
  expect(at(value, 'packages', long)).toBeUndefined();
  expect(whole(value)).toEqual(document);
});

test('long lists in lists and objects of others are long lists too', () => {
  const results = [
    { target: 'small', found: [1] },
    { target: 'large', found: filler(long) },
    3,
    { found: filler(long) },
  ];
  const document = { predicate: { Data: { Results: results, more: 'text' } }, relationships: filler(long) };
  const value = parseLargeJson(encode(JSON.stringify(document, undefined, 2)), true);
  expect(itemsAt(value, 'predicate', 'Data', 'Results').length).toBe(4);
  expect(itemsAt(value, 'predicate', 'Data', 'Results', 1, 'found')).toBeInstanceOf(LongList);
  expect(whole(value)).toEqual(document);
});

test('what has no long list, is several values, a list, or not whole is left to others', () => {
  const list = JSON.stringify(filler(long));
  for (const text of [
    '{"a":[1,2]}',
    list,
    `{"a":${list}}{"b":1}`,
    `{"a":${list}`,
    `{"a":"${'x'.repeat(400_000)}"}`,
  ])
    expect(parseLargeJson(encode(text), true)).toBeUndefined();
});

test('brackets that do not fit and ten thousand levels are refused', () => {
  expect(() => findLongLists(encode('{"a":[}'), true)).toThrow('not valid JSON');
  expect(() => findLongLists(encode('['.repeat(10_000)), true)).toThrow('deeper than 64');
  expect(() => findLongLists(encode('{"a":[{"b":1]}'), true)).toThrow('not valid JSON');
  expect(() => findLongLists(encode(`{"a":[1,${'{"a":'.repeat(70)}`), true)).toThrow('deeper than 64');
});

test('more values than fit into memory are refused, unless they are those of a long list', () => {
  const many = (count: number) => '{"a":1},'.repeat(count);
  expect(() =>
    parseLargeJson(encode(`{"a":{"b":[${many(10)}1]},${'"x":[[]],'.repeat(1_600_000)}"y":1}`), true),
  ).toThrow('3,000,000 values');
  expect(itemsAt(parseLargeJson(encode(`{"a":[${many(3_200_000)}1]}`), true), 'a').length).toBe(3_200_001);
  expect(() => assertFewValues(encode(many(1_600_000)))).toThrow('3,000,000 values');
});

test('the head of a text keeps all elements that are whole', () => {
  const document = { name: 'app', deep: { packages: filler(long) }, relationships: filler(long) };
  const text = JSON.stringify(document);
  const cut = (end: number) => parseLargeJson(encode(text.slice(0, end)), false);
  const inPackages = cut(400_000);
  const items = itemsAt(inPackages, 'deep', 'packages');
  expect([...items]).toEqual(document.deep.packages.slice(0, items.length));
  expect(at(inPackages, 'name')).toBe('app');
  const inRelationships = cut(text.length - 100);
  expect(itemsAt(inRelationships, 'deep', 'packages').length).toBe(long);
  expect(itemsAt(inRelationships, 'relationships').length).toBeGreaterThan(19_000);
});

test('whatever the JSON, the values are those of a parser', () => {
  const padded = fc.json().map((text) => `{"long":${JSON.stringify(filler(long))},"any":${text}}`);
  fc.assert(
    fc.property(padded, (text) => {
      expect(JSON.stringify(whole(parseLargeJson(encode(text), true)))).toBe(
        JSON.stringify(JSON.parse(text)),
      );
    }),
    { numRuns: 12 },
  );
});
