import { expect, test } from 'vitest';
import { percentOf, shareOf, shareSentence } from './evidence-share.ts';

const none = { none: 0, present: 0, valid: 0, matches: 0, failed: 0, 'cannot-check': 0, unknown: 0 };

test('what failed is not there, what could not be checked is, and what is unknown is neither', () => {
  const share = shareOf({
    none: 2,
    present: 1,
    valid: 3,
    matches: 1,
    failed: 4,
    'cannot-check': 1,
    unknown: 5,
  });
  expect(share).toEqual({ has: 6, lacks: 2, failed: 4, unknown: 5, all: 17 });
  expect(percentOf(share)).toBe(50);
  expect(shareSentence(share)).toBe('6 of 17, 4 failed, 5 unknown');
});

test('a hundred percent is said only where none is missing, and nothing where nothing is known', () => {
  expect(percentOf(shareOf({ ...none, valid: 9_999, none: 1 }))).toBe(99);
  expect(percentOf(shareOf({ ...none, valid: 2 }))).toBe(100);
  expect(percentOf(shareOf({ ...none, unknown: 2 }))).toBeUndefined();
  expect(shareSentence(shareOf({ ...none, valid: 2_000 }))).toBe('2,000 of 2,000');
});
