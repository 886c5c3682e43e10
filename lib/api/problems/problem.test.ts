import { expect, test } from 'vitest';
import { clientProblem } from '#lib/api/problems/problem';
import { problemCodes } from '#lib/api/problems/problem-code';

test('a problem leads to the page about its kind', () => {
  expect(clientProblem('disconnected', 'It broke.').type).toBe('/docs/problems/disconnected');
});

test('a problem that a page makes itself has no request', () => {
  expect(clientProblem('internal', 'It is broken.')).toMatchObject({
    status: 500,
    detail: 'It is broken.',
    requestId: '',
  });
});

test('a hint of the one case replaces the usual one', () => {
  const usual = clientProblem('disconnected', 'It broke.').hint;
  expect(usual).toMatch(/\.$/);
  expect(clientProblem('disconnected', 'It broke.', 'Look again.').hint).toBe('Look again.');
});

test('no code stands twice', () => {
  expect(new Set(problemCodes).size).toBe(problemCodes.length);
});
