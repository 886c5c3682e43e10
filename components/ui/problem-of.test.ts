import { expect, test } from 'vitest';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import { parseDigest } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';
import { problemOf } from './problem-of.ts';

test('a problem of the server is shown as it came', () => {
  const problem = makeProblem('not-found', 'acme/app:1 is not there.', { requestId: 'r1' });
  expect(problemOf(new ProblemError(problem))).toBe(problem);
});

test('a text that is no reference keeps its reason', () => {
  const { code, detail } = problemOf(thrownBy(() => parseReference('localhost:5000/ACME')));
  expect(code).toBe('reference-invalid');
  expect(detail).not.toBe('');
});

test('a text that is no digest says so', () => {
  expect(problemOf(thrownBy(() => parseDigest('sha256:1'))).code).toBe('digest-invalid');
});

test('an error of our own code does not show its raw message', () => {
  const problem = problemOf(new TypeError('x is undefined'));
  expect(problem.code).toBe('internal');
  expect(JSON.stringify(problem)).not.toContain('x is undefined');
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
