import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { callRoute, sendDelete } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import type { CheckedAuditLog } from '#lib/api/contract/admin-contract';
import { apiPath } from '#lib/api/routes/api-path';
import type { QueryOf } from '#lib/api/routes/route-types';

type AuditLogQuestion = Omit<QueryOf<'GET /api/audit-log'>, 'n' | 'last' | 'format'>;

const firstPage: number | undefined = undefined;

/** The rows of the audit log that a question names, the newest first, page by page. */
export function auditLogQuery(asked: AuditLogQuestion) {
  return infiniteQueryOptions({
    queryKey: ['audit-log', asked],
    queryFn: ({ pageParam, signal }) =>
      callRoute('GET /api/audit-log', { ...asked, last: pageParam }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => (next === undefined ? undefined : Number(next)),
    staleTime: 0,
    retry: retryOnce,
  });
}

/** The address of all rows that a question names, as a file. */
export function auditLogFile(asked: AuditLogQuestion, format: 'csv' | 'json'): string {
  return apiPath('/api/audit-log', { ...asked, format });
}

/** Reads the chain of the audit log from its first row. */
export async function verifyAuditLog(): Promise<CheckedAuditLog> {
  return await callRoute('GET /api/audit-log/verify', {});
}

/** The sessions of everybody, the newest first. */
export const sessionListQuery = queryOptions({
  queryKey: ['session-list'],
  queryFn: ({ signal }) => callRoute('GET /api/sessions', {}, { signal }),
  staleTime: 0,
  retry: retryOnce,
});

/** Ends the session of somebody, on every replica. */
export async function endSessionOf(id: string): Promise<void> {
  await sendDelete(apiPath('/api/sessions/{id}', { id }));
}

/** How this Orrery is: what it needs and whether that answers. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => callRoute('GET /api/admin/health', {}, { signal }),
  staleTime: 0,
  retry: retryOnce,
});
