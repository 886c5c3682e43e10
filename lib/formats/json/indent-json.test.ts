import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indentJson } from './indent-json.ts';

test.each([
  ['{"a":1,"b":[true,null]}', '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ]\n}'],
  ['{"a":{},"b":[ ]}', '{\n  "a": {},\n  "b": []\n}'],
  ['"a:{,\\"}"', '"a:{,\\"}"'],
  ['{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
  ['{"n":1234567890123456789.10}', '{\n  "n": 1234567890123456789.10\n}'],
])('%s is laid out', (text, laidOut) => {
  expect(indentJson(text)).toBe(laidOut);
});

test('every value is laid out in the usual two-space form', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('a text that is no JSON does not throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\ a1\n') }), (text) => {
      expect(typeof indentJson(text)).toBe('string');
    }),
  );
});
