import { ProblemError } from '#lib/api/problems/problem-error';

/**
 * Whether a query asks again: once, and only when the way to our own server failed. Failures of registries were
 * retried by the server already; a second layer would multiply them.
 */
export function retryOnce(failures: number, error: Error): boolean {
  return failures < 1 && error instanceof ProblemError && error.problem.code === 'disconnected';
}
