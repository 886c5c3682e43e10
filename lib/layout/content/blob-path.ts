import { join } from 'node:path';
import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';

/** Where the content with this digest lies in a layout (image-spec "Blobs"). */
export function blobPath(folder: string, digest: Digest): string {
  const { algorithm, encoded } = digestParts(digest);
  return join(folder, 'blobs', algorithm, encoded);
}
