import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatList, parseList, readableQuery } from './readable-query.ts';

test('what may stand in an address as it is does', () => {
  expect(readableQuery(new URLSearchParams({ a: 'b/c:d,e', f: 'g h&i' }))).toBe('a=b/c:d,e&f=g+h%26i');
});

test.each([
  [[], ''],
  [['linux/amd64', 'linux/arm64'], 'linux/amd64,linux/arm64'],
  [['a,b', 'c'], 'a%2Cb,c'],
  [['%2C', '%'], '%252C,%25'],
])('%j is one text, and comes back as it was', (texts, list) => {
  expect([formatList(texts), parseList(list)]).toEqual([list, texts]);
});

test('a percent sign that somebody typed stands for itself', () => {
  expect(parseList('100%,50%')).toEqual(['100%', '50%']);
});

test('whatever the texts are, they come back from an address', () => {
  const piece = fc.constantFrom('a', ',', '%', '2', '5', 'C', '+', '&', '=', '#', ' ', 'é');
  const texts = fc.array(fc.string({ unit: piece, minLength: 1, maxLength: 8 }), { maxLength: 4 });
  fc.assert(
    fc.property(texts, (given) => {
      const query = new URLSearchParams(readableQuery(new URLSearchParams({ list: formatList(given) })));
      expect(parseList(query.get('list') ?? '')).toEqual(given);
    }),
  );
});
