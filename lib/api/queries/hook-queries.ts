import { queryOptions } from '@tanstack/react-query';
import { callRoute, sendDelete } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiPath } from '#lib/api/routes/api-path';
import type { JsonOf } from '#lib/api/routes/route-types';

/** The registries that may notify this Orrery. */
export const hooksQuery = queryOptions({
  queryKey: ['hooks'],
  queryFn: ({ signal }) => callRoute('GET /api/admin/hooks', {}, { signal }),
  staleTime: 0,
  retry: retryOnce,
});

/** Makes a token for a registry, which is told this once; the one before stops working. */
export async function makeHook(host: string): Promise<JsonOf<'PUT /api/admin/hooks'>> {
  return await callRoute('PUT /api/admin/hooks', {}, { body: { host } });
}

/** Takes no notification of a registry any more. */
export async function removeHook(host: string): Promise<void> {
  await sendDelete(apiPath('/api/admin/hooks', { host }));
}
