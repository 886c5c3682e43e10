import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDoubledName } from './doubled-name.ts';

test.each([
  ['{"a":1,"b":2}', undefined],
  ['{"a":1,"a":2}', 'a'],
  ['{"a":{"b":1},"c":{"b":1}}', undefined],
  ['{"a":[{"b":1},{"b":1,"c":"b","b" : 2}]}', 'b'],
  ['[{"a":"a","b":"a"}]', undefined],
  ['{"a\\"":1,"a":2}', undefined],
  ['{"a":"\\\\","b":"\\\\\\"","b":1}', 'b'],
  ['{"a":{"b":{"c":{"d":{"e":{"f":1,"f":2}}}}}}', undefined],
])('%s doubles %s', (text, name) => {
  expect(findDoubledName(text)).toBe(name);
});

test('what a writer of JSON writes doubles nothing', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findDoubledName(text)).toBeUndefined();
    }),
  );
});
