import { unknownPlan } from '#lib/server/plans/changes';
import { getChanges } from '#lib/server/plans/get-changes';
import { attachment } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** A plan and what became of it; with `download=1` as a file. */
export async function answerPlan(call: RouteCall): Promise<Response> {
  const { download } = readQuery('GET /api/plans/{id}', call.url);
  const id = planIdOf(call.url);
  const record = await getChanges().find(call, id);
  const asFile = { 'content-disposition': attachment(`orrery-${record.plan.action}-${id}.json`) };
  return respondJson('GET /api/plans/{id}', record, download === '1' ? asFile : {});
}

/** Ends a run, and answers when it has ended; a plan that was not begun is gone. */
export async function answerCancelPlan(call: RouteCall): Promise<Response> {
  readQuery('DELETE /api/plans/{id}', call.url);
  await getChanges().cancel(call, planIdOf(call.url));
  return new Response(null, { status: 204 });
}

/**
 * The id in `/api/plans/<id>` and the paths below it.
 *
 * @throws ProblemError `not-found` for what can be no id
 */
export function planIdOf({ pathname }: URL): string {
  const id = pathname.split('/')[3] ?? '';
  if (/^[\w-]{1,100}$/.test(id)) return id;
  throw unknownPlan();
}
