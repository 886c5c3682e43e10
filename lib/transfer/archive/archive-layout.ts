import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { formatIndexJson, refNameKey } from '#lib/oci/image-layout';
import { isImageConfigMediaType, isIndexMediaType } from '#lib/oci/media-type';
import type { ArchiveContent, ContentDescriptor } from '#lib/transfer/plan';

/** The text of the index.json of an archive: an entry for each tag, then one for each manifest that has none. */
export function formatArchiveIndex({ manifests, tags }: ArchiveContent): string {
  const byDigestOf = new Map(manifests.map((manifest) => [manifest.digest, manifest]));
  const tagged = new Set(tags.map(({ digest }) => digest));
  const named = tags
    .toSorted((one, other) => (one.tag < other.tag ? -1 : 1))
    .flatMap(({ tag, digest }) => {
      const manifest = byDigestOf.get(digest);
      return manifest === undefined ? [] : [entryOf(manifest, { [refNameKey]: tag })];
    });
  const others = manifests.filter(({ digest }) => !tagged.has(digest)).toSorted(byDigest);
  return formatIndexJson([...named, ...others.map((manifest) => entryOf(manifest))]);
}

function entryOf(
  { mediaType, digest, size }: ContentDescriptor,
  annotations?: Record<string, string>,
): Descriptor {
  return { mediaType, digest, size, ...(annotations === undefined ? {} : { annotations }) };
}

/** One order for everything in an archive. */
export function byDigest(one: { readonly digest: Digest }, other: { readonly digest: Digest }): number {
  return one.digest < other.digest ? -1 : 1;
}

const imageLayer = /\.image\.(?:layer|rootfs)\./;

/**
 * Those blobs of a manifest that an archive takes. Without layers an image keeps its config alone, and an index what is
 * no layer; the layers of any other artifact are its documents, and are taken.
 */
export function archivedBlobs(
  holder: string,
  blobs: readonly Descriptor[],
  withLayers: boolean,
): readonly Descriptor[] {
  if (withLayers) return blobs;
  if (isIndexMediaType(holder)) return blobs.filter(({ mediaType }) => !imageLayer.test(mediaType));
  const [first] = blobs;
  return first !== undefined && isImageConfigMediaType(first.mediaType) ? [first] : blobs;
}
