import { planRequestSchema } from '#lib/api/contract/plan-contract';
import { parameters } from '#lib/api/routes/parameters';
import { getChanges } from '#lib/server/plans/get-changes';
import { plansState } from '#lib/server/plans/process-state';
import { limits } from '#lib/server/platform/limits';
import { readDocument, readParameters } from './read-parameters.ts';
import type { RouteCall } from './route-call.ts';

/** Makes a plan; nothing has happened yet. */
export async function answerMakePlan(call: RouteCall): Promise<Response> {
  readParameters(parameters.none, call.url);
  const request = await readDocument(call.request, planRequestSchema, limits.planRequestMaxBytes);
  const plan = await getChanges().plan(call, request, call.signal);
  return Response.json(plan, { status: 201, headers: { location: `/api/plans/${plan.id}` } });
}

/** The plans of this session, the newest first, and what is wrong with the record of all changes. */
export async function answerRecentPlans(call: RouteCall): Promise<Response> {
  readParameters(parameters.none, call.url);
  const auditBreak = plansState.persistence?.auditCheck.broken();
  const plans = await getChanges().recent(call);
  return Response.json({ plans, ...(auditBreak === undefined ? {} : { auditBreak }) });
}
