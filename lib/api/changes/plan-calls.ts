import { callRoute, guarded, parseAnswer, postJson, sendDelete } from '#lib/api/client/client';
import type { PlanDocument, PlanRecordDocument, UploadDocument } from '#lib/api/contract/plan-contract';
import { uploadSchema } from '#lib/api/contract/plan-contract';
import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import { apiPath } from '#lib/api/routes/api-path';

type Options = { readonly signal?: AbortSignal };

/** Makes a plan; nothing has happened yet. */
export async function createPlan(request: PlanRequestDocument, options: Options = {}): Promise<PlanDocument> {
  return await callRoute('POST /api/plans', {}, { body: request, ...options });
}

/** A plan and what became of it. */
export async function getRecord(id: string, options: Options = {}): Promise<PlanRecordDocument> {
  return await callRoute('GET /api/plans/{id}', { id }, options);
}

/** Ends a run and resolves when it has ended; a plan that was not begun is dropped. */
export async function cancelPlan(id: string, options: Options = {}): Promise<void> {
  await sendDelete(apiPath('/api/plans/{id}', { id }), options);
}

/** Keeps what a plan has archived as an upload, which an import brings back; nothing of it travels to the browser. */
export async function uploadArchive(id: string, options: Options = {}): Promise<UploadDocument> {
  const path = apiPath('/api/uploads', { name: `orrery-${id}.tar`, plan: id });
  const response = await postJson(path, {}, options);
  return parseAnswer(uploadSchema, await guarded(options.signal, () => response.json()));
}
