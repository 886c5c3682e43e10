import type { JsonOf } from '#lib/api/routes/route-types';

/** A session as the list has it. */
export type ListedSession = JsonOf<'GET /api/sessions'>['sessions'][number];
