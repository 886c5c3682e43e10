import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeOf } from '#e2e/fakes/graph-example';
import { findWords, indexText, searchTextOf, wordsOf } from './text-index.ts';

test('searching the index finds what searching each node finds', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'b', 'é', '\u0000', '\n', '='),
    minLength: 1,
    maxLength: 3,
  });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'É', '\u0000', ' '), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), fc.array(word, { maxLength: 3 }), (pairs, list) => {
      const nodes = pairs.map(([title, value], number) =>
        nodeOf(number, { title, annotations: { key: value } }),
      );
      const words = wordsOf(list.join(' '));
      const found = findWords(indexText(nodes), words);
      expect([...found]).toEqual(
        nodes.map((node) => (words.every((each) => searchTextOf(node).includes(each)) ? 1 : 0)),
      );
    }),
  );
});
