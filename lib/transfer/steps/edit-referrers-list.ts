import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { ContentDescriptor } from '#lib/transfer/plan';

type Json = Readonly<Record<string, unknown>>;

/** A list of referrers after an edit: its bytes, and how many entries it has. */
type EditedList = { readonly bytes: Uint8Array<ArrayBuffer>; readonly entries: number };

/** The list after an edit, from the bytes before it; undefined when the edit changes nothing. */
export type ListEdit = (before: Uint8Array | undefined) => EditedList | undefined;

const emptyList: Json = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] };

/**
 * Adds these referrers to a list; entries of other clients keep all their fields:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 */
export function addToList(referrers: readonly ContentDescriptor[]): ListEdit {
  return (before) => {
    const document = parseList(before);
    const entries = new Map(document.entries.map((entry) => [entry.digest, entry]));
    const stale = referrers.filter((referrer) => !isListed(referrer, entries.get(referrer.digest)));
    if (stale.length === 0) return undefined;
    for (const referrer of stale) {
      entries.set(referrer.digest, { ...entries.get(referrer.digest), ...toEntry(referrer) });
    }
    return formatList(document.fields, [...entries.values()]);
  };
}

/** Removes these referrers from a list; the other entries keep all their fields. */
export function removeFromList(referrers: readonly Digest[]): ListEdit {
  const removed = new Set<unknown>(referrers);
  return (before) => {
    const document = parseList(before);
    const remaining = document.entries.filter((entry) => !removed.has(entry.digest));
    if (remaining.length === document.entries.length) return undefined;
    return formatList(document.fields, remaining);
  };
}

/** The digests in a list; entries without a well-formed digest are left out. */
export function entriesOf(bytes: Uint8Array): readonly Digest[] {
  const digests = parseList(bytes).entries.map((entry) => entry.digest);
  return digests.filter((digest) => typeof digest === 'string').filter(isDigest);
}

function parseList(bytes: Uint8Array | undefined): {
  readonly fields: Json;
  readonly entries: readonly Json[];
} {
  const document = bytes === undefined ? emptyList : parseJson(bytes);
  const fields = isJsonObject(document) ? document : emptyList;
  const entries = Array.isArray(fields.manifests) ? fields.manifests.filter(isJsonObject) : [];
  return { fields, entries };
}

// Sorted: two clients that add the same entries write the same bytes.
function formatList(fields: Json, entries: readonly Json[]): EditedList {
  const manifests = entries.toSorted((one, other) =>
    String(one.digest) < String(other.digest) ? -1 : String(one.digest) > String(other.digest) ? 1 : 0,
  );
  const bytes = new TextEncoder().encode(JSON.stringify({ ...fields, manifests }));
  return { bytes, entries: manifests.length };
}

function toEntry({ mediaType, digest, size, artifactType, annotations }: ContentDescriptor): Json {
  return {
    mediaType,
    digest,
    size,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

function isListed(referrer: ContentDescriptor, entry: Json | undefined): boolean {
  if (entry === undefined) return false;
  const expected = Object.entries(toEntry(referrer));
  return expected.every(([key, value]) => canonical(entry[key]) === canonical(value));
}

function canonical(value: unknown): string {
  if (!isJsonObject(value)) return JSON.stringify(value) ?? '';
  return JSON.stringify(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
