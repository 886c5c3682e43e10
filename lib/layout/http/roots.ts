import { findRoots } from '#lib/layout/content/read-layout';
import { errorResponse, jsonResponse } from '#lib/layout/http/responses';
import type { ReadContext } from '#lib/layout/http/route-context';

/**
 * `GET /v2/<name>/_orrery/layout/roots`, an extension: a layout may hold graphs without a tag, and no endpoint of the
 * specification lists them. Its form follows
 * https://github.com/opencontainers/distribution-spec/tree/v1.1.1/extensions
 */
export async function handleGetRoots({ name, store }: ReadContext): Promise<Response> {
  const layout = await store.find(name);
  if (layout === undefined)
    return errorResponse('NAME_UNKNOWN', 'There is no such repository.', { detail: { name } });
  const digests = await findRoots((digest) => store.findBlob(name, digest), layout.index());
  return jsonResponse({ name, digests });
}
