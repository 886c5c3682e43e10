import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';

/** The annotation of an entry of index.json that holds its tag (image-spec "Pre-Defined Annotation Keys"). */
export const refNameKey = 'org.opencontainers.image.ref.name';

/** The content of the file `oci-layout` (image-spec "oci-layout file"). */
export const ociLayoutFile = '{"imageLayoutVersion":"1.0.0"}';

/** The text of an index.json with these entries. */
export function formatEntries(entries: readonly Descriptor[]): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: entries });
}

/** Where content lies within a layout: `blobs/sha256/…` (image-spec "Blobs"). */
export function blobName(digest: Digest): string {
  const { algorithm, encoded } = digestParts(digest);
  return `blobs/${algorithm}/${encoded}`;
}
