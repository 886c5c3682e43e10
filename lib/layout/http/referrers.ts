import { referrersOf } from '#lib/layout/content/index-lists';
import type { ManifestRecord } from '#lib/layout/content/layout-index';
import { cutPage, linkToNext, parsePageSize } from '#lib/layout/http/paging';
import { errorResponse, jsonResponse } from '#lib/layout/http/responses';
import type { ReadContext } from '#lib/layout/http/route-context';
import { layoutLimits } from '#lib/layout/limits';
import type { Descriptor } from '#lib/oci/descriptor';
import { isDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';

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
