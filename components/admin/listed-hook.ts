import type { JsonOf } from '#lib/api/routes/route-types';

/** A registry that may notify this Orrery, as the list names it. */
export type ListedHook = JsonOf<'GET /api/admin/hooks'>['hooks'][number];
