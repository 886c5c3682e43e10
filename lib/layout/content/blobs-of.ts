import { partsOf } from '#lib/graph/successors';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';

/** The blobs that a manifest itself consists of: config, layers, and entries of an index that are no manifests. */
export function blobsOf(manifest: Manifest): readonly Digest[] {
  return partsOf(manifest).blobs.map(({ digest }) => digest);
}
