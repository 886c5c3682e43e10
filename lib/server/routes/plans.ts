import { getChanges } from '#lib/server/plans/get-changes';
import { assertMayPlan } from '#lib/server/plans/may-plan';
import { plansState } from '#lib/server/plans/process-state';
import { limits } from '#lib/server/platform/limits';
import type { RouteCall } from './route-call.ts';
import { readBody, readQuery, respondJson } from './route-call.ts';

/** Makes a plan; nothing has happened yet. */
export async function answerMakePlan(call: RouteCall): Promise<Response> {
  readQuery('POST /api/plans', call.url);
  const request = await readBody('POST /api/plans', call.request, limits.planRequestMaxBytes);
  assertMayPlan(call.session, request);
  const plan = await getChanges().plan(call, request, call.signal);
  return respondJson('POST /api/plans', plan, { location: `/api/plans/${plan.id}` });
}

/** The plans of this session and those that were made without one, the newest first, and what is wrong with the record of all changes. */
export async function answerRecentPlans(call: RouteCall): Promise<Response> {
  readQuery('GET /api/plans', call.url);
  const auditBreak = plansState.persistence?.auditCheck.broken();
  const plans = await getChanges().recent(call);
  return respondJson('GET /api/plans', { plans, ...(auditBreak === undefined ? {} : { auditBreak }) });
}
