import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { formatIndexJson, refNameKey } from '#lib/oci/image-layout';
import type { ArchiveContent, Content } from '#lib/transfer/plan';

/** The text of the index.json of an archive: an entry for each tag, then one for each manifest that has none. */
export function archiveIndex({ manifests, tags }: ArchiveContent): string {
  const byDigestOf = new Map(manifests.map((manifest) => [manifest.digest, manifest]));
  const tagged = new Set(tags.map(({ digest }) => digest));
  const named = tags
    .toSorted((one, other) => (one.tag < other.tag ? -1 : 1))
    .flatMap(({ tag, digest }) => {
      const manifest = byDigestOf.get(digest);
      return manifest === undefined ? [] : [entryOf(manifest, { [refNameKey]: tag })];
    });
  const others = manifests.filter(({ digest }) => !tagged.has(digest)).toSorted(byDigest);
  return formatIndexJson([...named, ...others.map((manifest) => entryOf(manifest))]);
}

function entryOf({ mediaType, digest, size }: Content, annotations?: Record<string, string>): Descriptor {
  return { mediaType, digest, size, ...(annotations === undefined ? {} : { annotations }) };
}

/** One order for everything in an archive. */
export function byDigest(one: { readonly digest: Digest }, other: { readonly digest: Digest }): number {
  return one.digest < other.digest ? -1 : 1;
}
