import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInRange } from './version-range.ts';

test.each([
  ['2.9', 'vers:generic/>=2.9|<=4.1', true],
  ['4.1.0', 'vers:generic/>=2.9|<=4.1', true],
  ['4.2', 'vers:generic/>=2.9|<=4.1', false],
  ['2.8.9', 'vers:generic/>=2.9|<=4.1', false],
  ['1.2', 'vers:npm/<1.0|>=1.2|<1.4|>2', true],
  ['1.1', 'vers:npm/<1.0|>=1.2|<1.4|>2', false],
  ['1.4', 'vers:npm/<1.0|>=1.2|<1.4|>2', false],
  ['0.9', 'vers:npm/<1.0|>=1.2|<1.4|>2', true],
  ['3', 'vers:npm/<1.0|>=1.2|<1.4|>2', true],
  ['1.14.0', '<=1.14.0', true],
  ['v1.15', '<=1.14.0', false],
  ['2.0', 'vers:npm/>=1|!=2.0', false],
  ['2.0', 'vers:npm/1.0|2.0', true],
  ['2.1', 'vers:npm/1.0|2.0', false],
  ['7', 'vers:npm/*', true],
  ['1.0.0-rc.1', '<=2', undefined],
  ['1.0', 'vers:deb/<1.0-1', undefined],
  ['1.0', 'before 2', undefined],
  ['1.0', '', undefined],
])('%s in %s: %s', (version, range, expected) => {
  expect(isInRange(version, range)).toBe(expected);
});

test('a version lies in the range from itself to itself, and in none that excludes it', () => {
  const version = fc.array(fc.nat(99), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(version, version, fc.string(), (one, other, text) => {
      expect(isInRange(one, `>=${one}`)).toBe(true);
      expect(isInRange(one, `<${one}`)).toBe(false);
      expect(isInRange(one, `>=${other}`)).toBe(!isInRange(one, `<${other}`));
      expect([true, false, undefined]).toContain(isInRange(one, text));
    }),
  );
});
