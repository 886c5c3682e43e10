import type { ProblemCode } from '#lib/api/problems/problem-code';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';

/** What is known of a problem besides its code and its sentence. */
export type ProblemDetails = {
  readonly registry?: string;
  readonly retryAfterSeconds?: number;
  readonly hint?: string;
  readonly cause?: unknown;
};

/** A problem as an error. `detail` is one sentence that says what went wrong in this case. */
export function problemError(
  code: ProblemCode,
  detail: string,
  { cause, ...context }: ProblemDetails = {},
): ProblemError {
  return new ProblemError(makeProblem(code, detail, { requestId: '', ...context }), { cause });
}

/** The problem of a request that cannot be understood; `detail` says why. */
export function invalidRequest(detail: string): ProblemError {
  return problemError('request-invalid', detail);
}
