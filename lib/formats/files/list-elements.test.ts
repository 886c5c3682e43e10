import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createElementSplitter } from './list-elements.ts';

test('the objects of a list come out one by one, in whatever chunks the document comes', () => {
  const element = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 });
  fc.assert(
    fc.property(fc.array(element, { maxLength: 5 }), fc.integer({ min: 1, max: 40 }), (entries, size) => {
      const text = JSON.stringify({ version: 1, note: '{"[', entries, end: { a: 1 } });
      const { elements, isWhole } = split(new TextEncoder().encode(text), size);
      expect(elements).toEqual(JSON.parse(JSON.stringify(entries)));
      expect(isWhole).toBe(true);
    }),
  );
});

test('an element that is no JSON or too large is undefined', () => {
  const large = `{"a":"${'x'.repeat(1024 * 1024)}"}`;
  const text = `{"entries":[{"a" 1},${large},{"b":"é"}]}`;
  expect(split(new TextEncoder().encode(text), 1_000).elements).toEqual([undefined, undefined, { b: 'é' }]);
});

test('a document that is cut is not whole', () => {
  expect(split(new TextEncoder().encode('{"entries":[{"a":1},{"b"'), 5)).toEqual({
    elements: [{ a: 1 }],
    isWhole: false,
  });
});

test('whatever the bytes are, there is an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', 'a') }), (text) => {
      expect(typeof split(new TextEncoder().encode(text), 3).isWhole).toBe('boolean');
    }),
  );
});

function split(bytes: Uint8Array, size: number) {
  const elements: unknown[] = [];
  const splitter = createElementSplitter((element) => elements.push(element));
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  return { elements, isWhole: splitter.isWhole() };
}
