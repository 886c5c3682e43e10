import type { Descriptor } from './descriptor.ts';
import type { Digest } from './digest.ts';
import { digestParts } from './digest.ts';
import { mediaTypes } from './media-type.ts';

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
