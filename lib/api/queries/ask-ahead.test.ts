import { expect, test } from 'vitest';
import { apiLimits } from '#lib/api/limits';
import { createAskAhead } from './ask-ahead.ts';

test('a page that was asked for ahead is taken once', async () => {
  const ahead = createAskAhead<string>(() => 0);
  ahead.begin('tags 1', async () => 'a page');
  expect(ahead.take('tags 2')).toBe(undefined);
  expect(await ahead.take('tags 1')).toBe('a page');
  expect(ahead.take('tags 1')).toBe(undefined);
});

test('who takes a page that failed learns why, and nobody else does', async () => {
  const ahead = createAskAhead<string>(() => 0);
  const failure = new Error('It broke off.');
  ahead.begin('tags 1', () => Promise.reject(failure));
  await expect(ahead.take('tags 1')).rejects.toBe(failure);
});

test('a page that was asked for long ago is asked for again', () => {
  let now = 0;
  const ahead = createAskAhead<string>(() => now);
  ahead.begin('tags 1', async () => 'a page');
  now = apiLimits.listFreshMs;
  expect(ahead.take('tags 1')).toBe(undefined);
});
