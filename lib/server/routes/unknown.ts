import { problemError } from '#lib/server/platform/problem-error';
import type { RouteCall } from './route-call.ts';

/**
 * Answers every unknown path under `/api`. Without this route it would be read as a reference: `api/nope` is a
 * repository of Docker Hub.
 *
 * @throws ProblemError `not-found`, always
 */
export async function answerUnknown({ url }: RouteCall): Promise<never> {
  const detail = `There is nothing at ${url.pathname.slice(0, 100)}.`;
  const hint = 'See /api/openapi.json for all paths.';
  throw problemError('not-found', detail, { hint });
}
