import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import type { RouteCall } from './route-call.ts';

/** Without this route an unknown path would be read as a reference: `api/nope` is a repository of Docker Hub. */
export async function answerUnknown({ url }: RouteCall): Promise<never> {
  const detail = `There is nothing at ${url.pathname.slice(0, 100)}.`;
  const hint = 'See /api/openapi.json for what there is.';
  throw new ProblemError(makeProblem('not-found', detail, { requestId: '', hint }));
}
