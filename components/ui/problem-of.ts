import type { Problem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import { OciError } from '#lib/oci/oci-error';

/** What a caught value means to a person; an error of our own code is shown without its raw message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof OciError) {
    const code = error.code === 'digest-invalid' ? 'digest-invalid' : 'reference-invalid';
    return makeProblem(code, error.message, {
      requestId: '',
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
  return makeProblem('internal', 'This page has an unexpected error.', {
    requestId: '',
    hint: 'Reload the page. If it happens again, report what you opened.',
  });
}
