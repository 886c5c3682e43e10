import type { Problem } from './problem.ts';

/** What our own server, or the way to it, answered instead of an answer; `problem` is ready to be shown. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem, options: { cause?: unknown } = {}) {
    super(problem.detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.problem = problem;
  }
}
