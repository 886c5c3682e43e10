import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsPattern, formatRules, isPattern, readRules } from './retention-rules.ts';

test('every rule is read, and written as it was', () => {
  const text = 'newest:10,newest:5:release-*,stack:7,younger:30d,signed';
  expect(readRules(text)).toEqual({
    problems: [],
    rules: {
      newest: [
        { count: 10, pattern: '*' },
        { count: 5, pattern: 'release-*' },
      ],
      stack: 7,
      youngerDays: 30,
      isSignedKept: true,
    },
  });
  expect(formatRules(readRules(text).rules)).toBe(text);
});

test('what is always kept may be said, and changes nothing', () => {
  expect(readRules('held, newest:1').rules).toEqual(readRules('newest:1').rules);
});

test.each([
  'newest',
  'newest:-1',
  'newest:1:a/b',
  'newest:1000000',
  'stack:0',
  'stack:1:x',
  'younger:1w',
  'signed:no',
  '<b>',
])('%s is no rule, and the others count', (word) => {
  const { rules, problems } = readRules(`${word},stack:3`);
  expect(rules.stack).toBe(3);
  expect(problems).toEqual([expect.stringContaining('is not a rule')]);
});

test.each([
  ['v1.0', '*', true],
  ['v1.0', 'v*', true],
  ['v1.0', '*.0', true],
  ['v1.0', 'v*.*', true],
  ['v1.0', 'v1.0', true],
  ['v1.0', 'v1', false],
  ['v1.0', 'x*', false],
  ['ab', 'ab*b', false],
  ['abab', 'a*b*b', true],
])('%s fits %s: %s', (tag, pattern, expected) => {
  expect(fitsPattern(tag, pattern)).toBe(expected);
});

test('any text is read without a failure, and what was read is read again', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      const { rules } = readRules(text);
      expect(readRules(formatRules(rules))).toEqual({ rules, problems: [] });
    }),
  );
});

test('a pattern fits what a regular expression would', () => {
  const short = fc.stringMatching(/^[ab*]{1,6}$/);
  fc.assert(
    fc.property(fc.stringMatching(/^[ab]{0,8}$/), short, (tag, pattern) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      expect(isPattern(pattern)).toBe(true);
      expect(fitsPattern(tag, pattern)).toBe(expression.test(tag));
    }),
  );
});
