import { queryOptions } from '@tanstack/react-query';
import { callRoute, postJson, sendDelete } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiPath } from '#lib/api/routes/api-path';
import type { Audit } from '#lib/audit/audit';

/** The key of every list of saved audits. */
export const savedAuditsKey = ['saved-audits'] as const;

/** The audits of a scope that were saved, the newest first; without one those of every scope. */
export function savedAuditsQuery(scope?: string) {
  return queryOptions({
    queryKey: [...savedAuditsKey, scope ?? ''],
    queryFn: ({ signal }) => callRoute('GET /api/audits', { scope }, { signal }),
    staleTime: 0,
    retry: retryOnce,
  });
}

/** A saved audit as it was. */
export async function getSavedAudit(id: string): Promise<Audit> {
  const { audit } = await callRoute('GET /api/audits/{id}', { id });
  return audit;
}

/** What changed up to a saved audit since an earlier one. */
export function auditChangesQuery({ since, id }: { readonly since: string; readonly id: string }) {
  return queryOptions({
    queryKey: ['audit-changes', since, id],
    queryFn: ({ signal }) => callRoute('GET /api/audits/{id}/changes', { id, since }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: retryOnce,
  });
}

/** Saves an audit. */
export async function saveAudit(audit: Audit): Promise<void> {
  await postJson(apiPath('/api/audits'), audit);
}

/** Deletes a saved audit. */
export async function deleteSavedAudit(id: string): Promise<void> {
  await sendDelete(apiPath('/api/audits/{id}', { id }));
}
