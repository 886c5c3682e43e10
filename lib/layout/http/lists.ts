import { referrersOf, sortedTags } from '#lib/layout/content/index-lists';
import type { ManifestRecord } from '#lib/layout/content/layout-index';
import { findRoots } from '#lib/layout/content/read-layout';
import { errorResponse, jsonResponse } from '#lib/layout/http/responses';
import type { ReadContext } from '#lib/layout/http/route-context';
import { layoutLimits } from '#lib/layout/limits';
import type { Descriptor } from '#lib/oci/descriptor';
import { isDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';

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

/**
 * `GET /v2/<name>/referrers/<digest>`: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
 * Never 404, also for a subject or a repository that does not exist. A page is no larger than the largest manifest that
 * every client must accept.
 */
export async function handleGetReferrers({ store, query, name, argument }: ReadContext): Promise<Response> {
  if (!isDigest(argument)) return errorResponse('DIGEST_INVALID', 'Referrers are listed for a digest.');
  const size = parsePageSize(query, layoutLimits.referrersPerPage);
  if (size === undefined)
    return errorResponse('PAGINATION_NUMBER_INVALID', 'The parameter n is not a number.');
  const layout = await store.find(name);
  const types = query.getAll('artifactType').filter((type) => type !== '');
  const all = layout === undefined ? [] : referrersOf(layout.index(), argument);
  const matching = types.length === 0 ? all : all.filter((record) => hasType(record, types));
  const page = cutPage(matching, size || layoutLimits.referrersPerPage, query.get('last'), digestOf);
  const fitting = takeFitting(page.items.map(toDescriptor));
  const next = fitting.length < page.items.length ? fitting.at(-1)?.digest : page.next;
  return jsonResponse(
    { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: fitting },
    {
      mediaType: mediaTypes.ociIndex,
      headers: {
        ...(types.length === 0 ? {} : { 'OCI-Filters-Applied': 'artifactType' }),
        ...linkToNext(`/v2/${name}/referrers/${argument}`, query, next),
      },
    },
  );
}

// A plus sign that was not encoded (`application/spdx+json`) arrives as a space, which no media type contains.
function hasType({ artifactType }: ManifestRecord, types: readonly string[]): boolean {
  return types.some((type) => type === artifactType || type.replaceAll(' ', '+') === artifactType);
}

function digestOf({ descriptor }: ManifestRecord): string {
  return descriptor.digest;
}

function toDescriptor({ descriptor, artifactType, annotations }: ManifestRecord): Descriptor {
  return {
    ...descriptor,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

function takeFitting(descriptors: readonly Descriptor[]): readonly Descriptor[] {
  let available = layoutLimits.manifestMaxBytes - layoutLimits.referrersFrameBytes;
  const count = descriptors.findIndex((descriptor, at) => {
    available -= Buffer.byteLength(JSON.stringify(descriptor)) + 1;
    return available < 0 && at > 0;
  });
  return count < 0 ? descriptors : descriptors.slice(0, count);
}

/** A page of a sorted list, and where the next one begins. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };

/** How many entries the client asks for with `n`; undefined when that is no number. */
export function parsePageSize(query: URLSearchParams, max: number): number | undefined {
  const text = query.get('n');
  if (text === null) return max;
  return /^\d{1,9}$/.test(text) ? Math.min(Number(text), max) : undefined;
}

/** The entries behind `last`, which need not be there itself (distribution-spec "Listing Tags"). */
export function cutPage<T>(
  items: readonly T[],
  size: number,
  last: string | null,
  keyOf: (item: T) => string,
): Page<T> {
  const start = last === null ? 0 : firstBehind(items, last, keyOf);
  const page = items.slice(start, start + size);
  const end = page.at(-1);
  return { items: page, next: end === undefined || start + size >= items.length ? undefined : keyOf(end) };
}

/** The `Link` header to the page behind `next`, with the other parameters as they were; empty on the last page. */
export function linkToNext(
  path: string,
  query: URLSearchParams,
  next: string | undefined,
): Readonly<Record<string, string>> {
  if (next === undefined) return {};
  const following = new URLSearchParams(query);
  following.set('last', next);
  return { Link: `<${path}?${following}>; rel="next"` };
}

function firstBehind<T>(items: readonly T[], last: string, keyOf: (item: T) => string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && keyOf(item) <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}
