import { expect, test } from 'vitest';
import { problemCauses } from '#lib/api/problems/problem-causes';
import { problemCodes } from '#lib/api/problems/problem-code';
import { makeProblem, problems } from '#lib/api/problems/problem-table';

test.each(problemCodes)('%s has a short title, a sentence that helps, and a status of a failure', (code) => {
  const { status, title, hint } = problems[code];
  expect(title).toMatch(/^[A-Z].{7,70}[^.]$/);
  expect(hint).toMatch(/^[A-Z].*[.?]$/s);
  expect(status).toBeGreaterThanOrEqual(400);
});

test('a problem tells the one case beside what is true of its kind', () => {
  const problem = makeProblem('rate-limited', 'ghcr.io asks us to wait.', {
    requestId: '7',
    registry: 'ghcr.io',
    retryAfterSeconds: 30,
  });
  expect(problem).toEqual({
    type: '/docs/problems/rate-limited',
    status: 429,
    title: problems['rate-limited'].title,
    hint: problems['rate-limited'].hint,
    code: 'rate-limited',
    detail: 'ghcr.io asks us to wait.',
    requestId: '7',
    registry: 'ghcr.io',
    retryAfterSeconds: 30,
  });
});

test.each(problemCodes)('%s says why it happens, and does not say it twice', (code) => {
  expect(problemCauses[code]).toMatch(/^[A-Z].{30,}\.$/);
  expect(problemCauses[code]).not.toBe(problems[code].hint);
});
