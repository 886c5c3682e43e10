import { sortedTags } from '#lib/layout/content/index-lists';
import { cutPage, linkToNext, parsePageSize } from '#lib/layout/http/paging';
import { errorResponse, jsonResponse } from '#lib/layout/http/responses';
import type { ReadContext } from '#lib/layout/http/route-context';
import { layoutLimits } from '#lib/layout/limits';

/** `GET /v2/<name>/tags/list`: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags */
export async function handleGetTags(context: ReadContext): Promise<Response> {
  const { name, store } = context;
  const layout = await store.find(name);
  if (layout === undefined)
    return errorResponse('NAME_UNKNOWN', 'There is no such repository.', { detail: { name } });
  return answerNames(context, `/v2/${name}/tags/list`, sortedTags(layout.index()), (tags) => ({
    name,
    tags,
  }));
}

/** `GET /v2/_catalog`, which the specification leaves to Docker's API. */
export async function handleGetCatalog(context: ReadContext): Promise<Response> {
  return answerNames(context, '/v2/_catalog', context.store.repositories(), (repositories) => ({
    repositories,
  }));
}

function answerNames(
  { query }: ReadContext,
  path: string,
  names: readonly string[],
  toBody: (page: readonly string[]) => unknown,
): Response {
  const size = parsePageSize(query, layoutLimits.namesPerPage);
  if (size === undefined)
    return errorResponse('PAGINATION_NUMBER_INVALID', 'The parameter n is not a number.');
  const { items, next } = cutPage(names, size, query.get('last'), (name) => name);
  return jsonResponse(toBody(items), { headers: linkToNext(path, query, next) });
}
