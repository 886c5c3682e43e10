import type { ProblemError } from '#lib/api/problems/problem-error';
import { getChanges } from '#lib/server/plans/get-changes';
import type { HeldArchive } from '#lib/server/plans/run/held-archives';
import { openHeldArchive } from '#lib/server/plans/run/held-archives';
import { problemError } from '#lib/server/platform/problem-error';
import type { PlanRecord } from '#lib/transfer/record';
import { planIdOf } from './plan.ts';
import { attachment } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery } from './route-call.ts';

/**
 * Gives the archive that a plan wrote before it deleted: an OCI image layout as tar.
 *
 * @throws ProblemError `not-found` when there is no plan or no archive
 */
export async function answerPlanArchive(call: RouteCall): Promise<Response> {
  readQuery('GET /api/plans/{id}/archive', call.url);
  const id = planIdOf(call.url);
  const { size, stream } = await openPlanArchive(call, id);
  return new Response(stream(), {
    headers: {
      'content-type': 'application/x-tar',
      'content-disposition': attachment(`orrery-${id}.tar`),
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'orrery-length': String(size),
    },
  });
}

/**
 * The archive of a plan of this session.
 *
 * @throws ProblemError `not-found` when there is no plan or no archive, `replica-gone`, `replica-unreachable`
 */
export async function openPlanArchive(call: RouteCall, id: string): Promise<HeldArchive> {
  const record = await getChanges().find(call, id);
  const archive = await openHeldArchive(id);
  if (archive === undefined) throw noArchive(record);
  return archive;
}

function noArchive({ plan, steps }: PlanRecord): ProblemError {
  const wrote = plan.steps.some(({ id, verb }) => verb === 'archive' && steps[id]?.state === 'done');
  if (wrote) {
    const lost = 'It was removed from the data folder. A backup of that folder may have it.';
    return problemError('not-found', 'The archive of this plan is not there any more.', { hint: lost });
  }
  const hint =
    'An archive is there once its step is done; only plans that delete manifests or graphs write one.';
  return problemError('not-found', 'This plan has written no archive.', { hint });
}
