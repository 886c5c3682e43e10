import type { LayoutIndex } from '#lib/layout/content/layout-index';
import type { Descriptor } from '#lib/oci/descriptor';
import { parseDescriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { isTag } from '#lib/oci/reference';

/** The annotation of an entry of index.json that holds its tag (image-spec "Pre-Defined Annotation Keys"). */
export const refNameKey = 'org.opencontainers.image.ref.name';

/** The content of the file `oci-layout` (image-spec "oci-layout file"). */
export const ociLayoutFile = '{"imageLayoutVersion":"1.0.0"}';

/** The entries of an index.json; those without a well-formed descriptor are left out. */
export function parseIndexJson(bytes: Uint8Array): readonly Descriptor[] {
  const value = parseJson(bytes);
  if (!isJsonObject(value) || !Array.isArray(value.manifests)) {
    throw new OciError('layout-invalid', 'The index.json of this layout has no list of manifests.');
  }
  return value.manifests.flatMap((entry) => parseEntry(entry) ?? []);
}

/** An index.json with one entry for each tag, then one for each manifest that has none (the way of oras). */
export function formatIndexJson(index: LayoutIndex): string {
  const tagged = new Set(index.tags.values());
  const entries: Descriptor[] = [];
  for (const [tag, digest] of index.tags) {
    const record = index.manifests.get(digest);
    if (record !== undefined) entries.push({ ...record.descriptor, annotations: { [refNameKey]: tag } });
  }
  for (const [digest, { descriptor }] of index.manifests) if (!tagged.has(digest)) entries.push(descriptor);
  return formatEntries(entries);
}

/** The text of an index.json with these entries. */
export function formatEntries(entries: readonly Descriptor[]): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: entries });
}

/** The tag of an entry: its name, or what stands behind the repository where the name is a full reference. */
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
