import type { Descriptor } from '#lib/oci/descriptor';
import { isImageConfigMediaType, isIndexMediaType } from '#lib/oci/media-type';

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
