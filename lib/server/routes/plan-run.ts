import { runRequestSchema } from '#lib/api/contract/plan-contract';
import { parameters } from '#lib/api/routes/parameters';
import { getChanges } from '#lib/server/plans/get-changes';
import { ndjsonBody } from './ndjson.ts';
import { planIdOf } from './plan-id.ts';
import { readDocument, readParameters } from './read-parameters.ts';
import type { RouteCall } from './route-call.ts';

/** Runs a plan, goes on with it, or listens to its run: one line for each thing that happens. */
export async function answerRunPlan(call: RouteCall): Promise<Response> {
  readParameters(parameters.none, call.url);
  const hasBody = call.request.headers.get('content-type') !== null;
  const { confirm } = hasBody ? await readDocument(call.request, runRequestSchema) : {};
  const events = await getChanges().run(call, planIdOf(call.url), confirm);
  const headers = { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' };
  // Who leaves ends the listening and not the run.
  const body = ndjsonBody(await events.next(), events, () => void events.return(undefined));
  return new Response(body, { headers });
}
