import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

test('after so many attempts the next has to wait until the first is old enough', () => {
  let time = 0;
  const attempt = createRateLimit({ max: 2, perMs: 60_000, now: () => time });
  expect(attempt('ada')).toBeUndefined();
  time = 20_000;
  expect(attempt('ada')).toBeUndefined();
  expect(attempt('ada')).toBe(40);
  time = 60_000;
  expect(attempt('ada')).toBeUndefined();
});

test('one user does not keep another waiting', () => {
  const attempt = createRateLimit({ max: 1, perMs: 60_000, now: () => 0 });
  expect(attempt('ada')).toBeUndefined();
  expect(attempt('bob')).toBeUndefined();
});
