import { getChanges } from '#lib/server/plans/get-changes';
import { assertMayRun } from '#lib/server/plans/may-plan';
import { getTeamStores } from '#lib/server/sessions/team-stores';
import { ndjsonBody } from './ndjson.ts';
import { planIdOf } from './plan.ts';
import type { RouteCall } from './route-call.ts';
import { readBody, readQuery } from './route-call.ts';

/** Runs a plan, resumes it, or follows its run: one line for each event. */
export async function answerRunPlan(call: RouteCall): Promise<Response> {
  readQuery('POST /api/plans/{id}/run', call.url);
  const hasBody = call.request.headers.get('content-type') !== null;
  const { confirm } = hasBody ? await readBody('POST /api/plans/{id}/run', call.request) : {};
  const id = planIdOf(call.url);
  if (call.session.user !== undefined)
    assertMayRun(call.session, (await getChanges().find(call, id)).plan, getTeamStores().now());
  const events = await getChanges().run(call, id, confirm);
  const headers = { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' };
  // Who leaves ends the listening and not the run.
  const body = ndjsonBody(await events.next(), events);
  return new Response(body, { headers });
}
