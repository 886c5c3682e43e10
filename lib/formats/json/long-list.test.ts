import { expect, test } from 'vitest';
import { isJsonObject } from '#lib/oci/parse-json';
import { parseLargeJson } from './find-long-lists.ts';
import { itemsAt } from './json-path.ts';
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

test("of doubled names the last counts, and a name of an object's own inheritance is one like others", () => {
  const list = JSON.stringify(filler(long));
  const parse = (text: string) => whole(parseLargeJson(encode(text), true));
  expect(parse(`{"a":${list},"b":${list},"a":[1]}`)).toEqual(JSON.parse(`{"b":${list},"a":[1]}`));
  expect(parse(`{"a":[1],"a":${list}}`)).toEqual({ a: filler(long) });
  const value = parseLargeJson(encode(`{"__proto__":${list}}`), true);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.keys(Object(value))).toEqual(['__proto__']);
});

test('an element that is no JSON is refused when somebody comes to it', () => {
  const text = JSON.stringify({ a: filler(long) }).replace('"place":19000', '"place":+');
  const items = itemsAt(parseLargeJson(encode(text), true), 'a');
  let read = 0;
  expect(() => {
    for (const _ of items) read += 1;
  }).toThrow('not valid JSON');
  expect(read).toBeGreaterThan(10_000);
});
