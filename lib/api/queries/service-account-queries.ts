import { queryOptions } from '@tanstack/react-query';
import { callRoute, sendDelete } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiPath } from '#lib/api/routes/api-path';
import type { BodyOf, JsonOf } from '#lib/api/routes/route-types';

/** The configured registries, each with the account that Orrery has there. */
export const adminRegistriesQuery = queryOptions({
  queryKey: ['admin-registries'],
  queryFn: ({ signal }) => callRoute('GET /api/admin/registries', {}, { signal }),
  staleTime: 0,
  retry: retryOnce,
});

/** Sets the account that Orrery has at a registry, or who may use it. */
export async function setServiceAccount(
  body: BodyOf<'PUT /api/admin/service-accounts'>,
): Promise<JsonOf<'PUT /api/admin/service-accounts'>> {
  return await callRoute('PUT /api/admin/service-accounts', {}, { body });
}

/** Makes Orrery forget its account at a registry. */
export async function removeServiceAccount(host: string): Promise<void> {
  await sendDelete(apiPath('/api/admin/service-accounts', { host }));
}
