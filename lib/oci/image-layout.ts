import type { Descriptor } from './descriptor.ts';
import { parseDescriptor } from './descriptor.ts';
import type { Digest } from './digest.ts';
import { digestParts } from './digest.ts';
import { mediaTypes } from './media-type.ts';
import { OciError } from './oci-error.ts';
import { isJsonObject, parseJson } from './parse-json.ts';
import { isTag } from './reference.ts';

/**
 * The annotation of an entry of index.json that holds its tag:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md#pre-defined-annotation-keys
 */
export const refNameKey = 'org.opencontainers.image.ref.name';

/**
 * The content of the file `oci-layout`:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md#oci-layout-file
 */
export const ociLayoutFile = '{"imageLayoutVersion":"1.0.0"}';

/**
 * The path of content within a layout, `blobs/sha256/…`:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md#blobs
 */
export function blobName(digest: Digest): string {
  const { algorithm, encoded } = digestParts(digest);
  return `blobs/${algorithm}/${encoded}`;
}

/**
 * The entries of an index.json; those without a well-formed descriptor are left out:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md#indexjson-file
 *
 * @throws OciError `layout-invalid` for a document without a list of manifests, `json-invalid` for what is no JSON
 */
export function parseIndexJson(bytes: Uint8Array): readonly Descriptor[] {
  const value = parseJson(bytes);
  if (!isJsonObject(value) || !Array.isArray(value.manifests)) {
    throw new OciError('layout-invalid', 'The index.json of this layout has no list of manifests.');
  }
  return value.manifests.flatMap((entry) => parseEntry(entry) ?? []);
}

/** The text of an index.json with these entries, in this order. */
export function formatIndexJson(entries: readonly Descriptor[]): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: entries });
}

/**
 * The tag of an entry: its name, or the part after the last colon where the name is a full reference. Undefined for an
 * entry without a name or with one that ends in no tag.
 */
export function tagOfEntry(entry: Descriptor): string | undefined {
  const name = entry.annotations?.[refNameKey];
  if (name === undefined || isTag(name)) return name;
  const tag = name.slice(name.lastIndexOf(':') + 1);
  return isTag(tag) ? tag : undefined;
}

function parseEntry(entry: unknown): Descriptor | undefined {
  try {
    return parseDescriptor(entry);
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}
