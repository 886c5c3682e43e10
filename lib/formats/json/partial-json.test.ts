import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeJson } from './partial-json.ts';

test.each([
  ['{"a":1,"b":[1,2,3', '{"a":1,"b":[1,2]}'],
  ['{"a":1,"b":{"c":"lo', '{"a":1,"b":{"c":"lo"}}'],
  ['{"a":1,"lo', '{"a":1}'],
  ['{"a":1,"b', '{"a":1}'],
  ['{"a":1,"b":', '{"a":1}'],
  ['{"a":"x\\', '{"a":"x"}'],
  ['{"a":"x\\u00', '{"a":"x"}'],
  ['{"a":[{"b":1},{"c":tr', '{"a":[{"b":1},{}]}'],
  ['["a","b', '["a","b"]'],
])('%s is read as %s', (head, whole) => {
  expect(completeJson(head)).toBe(whole);
});

test('every head of a JSON object is JSON again, and its first name is kept once it is whole', () => {
  const documents = fc.tuple(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), fc.nat());
  fc.assert(
    fc.property(documents, ([rest, cut]) => {
      const text = `{"first":"name",${JSON.stringify({ second: 2, ...rest }).slice(1)}`;
      const head = text.slice(0, 1 + (cut % text.length));
      const value: { first?: unknown } = JSON.parse(completeJson(head));
      if (head.length > '{"first":"name"'.length) expect(value.first).toBeDefined();
    }),
  );
});

test('garbage stays garbage and costs no more than its length', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof completeJson(text) === 'string'));
  expect(completeJson('['.repeat(200_000)).length).toBe(400_000);
});
