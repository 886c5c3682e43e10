import type { ProblemCode } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';

/** A change that is refused, with the sentence that says why. */
export function problemError(
  code: ProblemCode,
  detail: string,
  context: { readonly retryAfterSeconds?: number; readonly hint?: string } = {},
): ProblemError {
  return new ProblemError(makeProblem(code, detail, { requestId: '', ...context }));
}

/** A request that cannot be understood, with the sentence that says why. */
export function invalidRequest(detail: string): ProblemError {
  return problemError('request-invalid', detail);
}

/** There is no such plan for this session; whether it is another's is not said. */
export function unknownPlan(): ProblemError {
  const hint = 'Plans that were not begun go after a while; GET /api/plans lists those that there are.';
  return problemError('not-found', 'There is no plan of this id.', { hint });
}
