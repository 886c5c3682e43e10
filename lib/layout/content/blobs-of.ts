import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';

/** The blobs that a manifest itself consists of: its config and its layers. */
export function blobsOf(manifest: Manifest): readonly Digest[] {
  if (manifest.shape !== 'manifest') return [];
  const layers = manifest.layers.map(({ digest }) => digest);
  return manifest.config === undefined ? layers : [manifest.config.digest, ...layers];
}
