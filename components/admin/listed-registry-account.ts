import type { JsonOf } from '#lib/api/routes/route-types';

/** A configured registry with the account that Orrery has there. */
export type ListedRegistryAccount = JsonOf<'GET /api/admin/registries'>['registries'][number];
