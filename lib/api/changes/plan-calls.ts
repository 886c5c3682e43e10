import { getJson, guarded, parseAnswer, postJson, sendDelete } from '#lib/api/client/client';
import { loadPlanSchema } from '#lib/api/contract/load-plan-schema';
import type { PlanDocument, PlanRecordDocument, PlanRequest } from '#lib/api/contract/plan-contract';
import { apiPaths } from '#lib/api/routes/api-path';

type Options = { readonly signal?: AbortSignal };

/** Makes a plan; nothing has happened yet. */
export async function createPlan(request: PlanRequest, options: Options = {}): Promise<PlanDocument> {
  const [schema, response] = await Promise.all([
    guarded(options.signal, () => loadPlanSchema('planSchema')),
    postJson(apiPaths.plans(), request, options),
  ]);
  return parseAnswer(schema, await guarded(options.signal, () => response.json()));
}

/** A plan and what became of it. */
export async function getRecord(id: string, options: Options = {}): Promise<PlanRecordDocument> {
  return await getJson(loadPlanSchema('planRecordSchema'), apiPaths.plan(id), options);
}

/** Ends a run and resolves when it has ended; a plan that was not begun is dropped. */
export async function cancelPlan(id: string, options: Options = {}): Promise<void> {
  await sendDelete(apiPaths.plan(id), options);
}
