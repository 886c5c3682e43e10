import type { Descriptor } from '#lib/oci/descriptor';
import type { Manifest } from '#lib/oci/manifest';
import { isImageConfigMediaType } from '#lib/oci/media-type';

/**
 * The blobs that travel with a manifest: config and layers. Layers that must not be distributed lie at addresses of
 * their own (image-spec "Non-Distributable Layers") and stay there. Without layers an image keeps its config; the
 * layers of any other artifact are its documents, and stay.
 */
export function blobsOfManifest(manifest: Manifest, withLayers = true): readonly Descriptor[] {
  if (manifest.shape !== 'manifest') return [];
  const { config, layers } = manifest;
  const isImage = config !== undefined && isImageConfigMediaType(config.mediaType);
  const carried = isImage && !withLayers ? [] : layers.filter((layer) => !isElsewhere(layer));
  return config === undefined ? carried : [config, ...carried];
}

/** A layer that no registry need have. */
export function isElsewhere({ urls, mediaType }: Descriptor): boolean {
  return urls !== undefined || /\.(?:nondistributable|foreign)\./.test(mediaType);
}
