import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { formatIndexJson, refNameKey } from '#lib/oci/image-layout';
import { isImageConfigMediaType, isIndexMediaType } from '#lib/oci/media-type';
import type { ArchiveContent, ContentDescriptor } from '#lib/transfer/plan';

/** The text of the index.json of an archive: an entry for each tag, then one for each manifest that has none. */
export function formatArchiveIndex({ manifests, tags }: ArchiveContent): string {
  const manifestByDigest = new Map(manifests.map((manifest) => [manifest.digest, manifest]));
  const tagged = new Set(tags.map(({ digest }) => digest));
  const named = tags
    .toSorted((one, other) => (one.tag < other.tag ? -1 : 1))
    .flatMap(({ tag, digest }) => {
      const manifest = manifestByDigest.get(digest);
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

/** The order of manifests and blobs in an archive. */
export function byDigest(one: { readonly digest: Digest }, other: { readonly digest: Digest }): number {
  return one.digest < other.digest ? -1 : 1;
}

const imageLayer = /\.image\.(?:layer|rootfs)\./;

/**
 * The blobs of a manifest that an archive holds. Without layers that is the config of an image, and what is no layer of
 * an index; the layers of any other artifact are its documents, so the archive holds them all.
 */
export function archivedBlobs(
  mediaType: string,
  blobs: readonly Descriptor[],
  withLayers: boolean,
): readonly Descriptor[] {
  if (withLayers) return blobs;
  if (isIndexMediaType(mediaType)) return blobs.filter((blob) => !imageLayer.test(blob.mediaType));
  const [first] = blobs;
  return first !== undefined && isImageConfigMediaType(first.mediaType) ? [first] : blobs;
}
