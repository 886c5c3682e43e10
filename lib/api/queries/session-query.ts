import { queryOptions } from '@tanstack/react-query';
import { callRoute, postJson } from '#lib/api/client/client';
import { sessionEndSchema } from '#lib/api/contract/session-contract';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';

/** Who is signed in to this Orrery, and what they may do. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => callRoute('GET /api/session', {}, { signal }),
  staleTime: apiLimits.listFreshMs,
});

/** Ends the session here; gives the address where it ends at the identity provider, or the first page. */
export async function endSession(): Promise<string> {
  const response = await postJson(apiPath('/api/session/end'), {});
  return sessionEndSchema.parse(await response.json()).location ?? '/';
}
