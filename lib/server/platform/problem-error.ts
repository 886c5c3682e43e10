import type { ProblemCode } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';

/** A problem of this code as an error. `detail` is one sentence that says what went wrong in this case. */
export function problemError(
  code: ProblemCode,
  detail: string,
  context: { readonly retryAfterSeconds?: number; readonly hint?: string } = {},
): ProblemError {
  return new ProblemError(makeProblem(code, detail, { requestId: '', ...context }));
}

/** The problem of a request that cannot be understood; `detail` says why. */
export function invalidRequest(detail: string): ProblemError {
  return problemError('request-invalid', detail);
}
