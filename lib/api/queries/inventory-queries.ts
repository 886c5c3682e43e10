import { queryOptions } from '@tanstack/react-query';
import { callRoute, sendDelete } from '#lib/api/client/client';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';

/** A registry, or one repository of it. */
export type InventoryScope = { readonly host: string; readonly repository?: string };

/** What is known of a registry or repository; asked again while something is under way there. */
export function inventoryQuery(scope: InventoryScope) {
  return queryOptions({
    queryKey: ['inventory', scope],
    queryFn: ({ signal }) => callRoute('GET /api/inventory', scope, { signal }),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.jobs.waiting + data.jobs.active > 0
        ? apiLimits.scanBusyMs
        : apiLimits.scanIdleMs,
    retry: retryOnce,
  });
}

/** What a scan would cost. */
export function scanEstimateQuery(scope: InventoryScope) {
  return queryOptions({
    queryKey: ['scan-estimate', scope],
    queryFn: ({ signal }) => callRoute('GET /api/inventory/estimate', scope, { signal }),
    retry: retryOnce,
  });
}

/** A scan that this page has started, until it is over. */
export function scanQuery(id: string) {
  return queryOptions({
    queryKey: ['scan', id],
    queryFn: ({ signal }) => callRoute('GET /api/inventory/scans/{id}', { id }, { signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'done' || data?.state === 'cancelled' ? false : apiLimits.scanBusyMs,
    retry: retryOnce,
  });
}

/** Starts a scan and gives its id. */
export async function startScan(scope: InventoryScope): Promise<string> {
  return (await callRoute('POST /api/inventory/scans', {}, { body: scope })).id;
}

/** Takes back what is left of a scan. */
export async function stopScan(id: string): Promise<void> {
  await sendDelete(apiPath('/api/inventory/scans/{id}', { id }));
}

/** Forgets what was learned of a registry or repository. */
export const forgetScope = (scope: InventoryScope) => sendDelete(apiPath('/api/inventory', scope));

/** Leaves a registry alone for a while, goes on, or tries again what failed. */
export async function actOnInventory(host: string, action: 'pause' | 'resume' | 'retry'): Promise<void> {
  await callRoute('POST /api/inventory', {}, { body: { host, action } });
}
