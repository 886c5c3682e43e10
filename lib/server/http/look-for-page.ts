import { apiPath } from '#lib/api/routes/api-path';
import type { GraphState } from '#lib/graph/graph-state';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { firstLook } from '#lib/server/sessions/first-look';
import { authorize } from './authorize.ts';

/**
 * What the page of an artifact can show at once; undefined where that is nothing. It shows what the question for the graph
 * would, which the page asks next: who may not ask that is shown nothing here, and learns why from its answer.
 */
export async function lookForPage(
  reference: Reference,
  headers: Pick<Headers, 'get'>,
  waitMs?: number,
): Promise<GraphState | undefined> {
  const url = new URL(apiPath('/api/graph', { ref: formatReference(reference) }), 'http://orrery.invalid');
  const asked = new Request(url, { headers: { cookie: headers.get('cookie') ?? '' } });
  return await firstLook(reference, { headers, openSession: () => authorize(asked, url), waitMs });
}
