import type { Digest } from '#lib/oci/digest';
import { parseDigestTag, referrersTag } from '#lib/oci/referrers-tag';

/** One row: an artifact under all its tags, or a tag that a tool made from the digest of the artifact above it. */
export type TagItem =
  | {
      readonly type: 'artifact';
      readonly tag: string;
      /** The other tags known to point to the same digest. */
      readonly others: readonly string[];
      /** Tags that tools made from its digest, such as `sha256-….sig`. */
      readonly digestTags: readonly string[];
    }
  | { readonly type: 'digest-tag'; readonly tag: string };

type Grouping = {
  /** The tags that are listed, in order. */
  readonly tags: readonly string[];
  /** The digests that tags are known to point to; a tag whose digest is not known yet is an artifact of its own. */
  readonly digests: ReadonlyMap<string, Digest>;
  /** The tags that were made from digests, by that digest's prefix. */
  readonly digestTags: ReadonlyMap<string, readonly string[]>;
  /** Artifacts, by their first tag, whose digest tags are shown below them. */
  readonly open: ReadonlySet<string>;
};

/** The rows of a list of tags: those that share a digest are one artifact, in the place of the first. */
export function groupTags({ tags, digests, digestTags, open }: Grouping): readonly TagItem[] {
  const byDigest = Map.groupBy(digests.keys(), (tag) => digests.get(tag));
  const listed = new Set<Digest>();
  return tags.flatMap((tag): readonly TagItem[] => {
    const digest = digests.get(tag);
    if (digest === undefined) return [{ type: 'artifact', tag, others: [], digestTags: [] }];
    if (listed.has(digest)) return [];
    listed.add(digest);
    const others = (byDigest.get(digest) ?? []).filter((other) => other !== tag && !isDigestTag(other));
    const below = digestTags.get(referrersTag(digest)) ?? [];
    const item = { type: 'artifact', tag, others, digestTags: below } as const;
    if (!open.has(tag)) return [item];
    return [item, ...below.map((name) => ({ type: 'digest-tag', tag: name }) as const)];
  });
}

/** The tags that people gave, and those that tools made from a digest, by that digest's prefix. */
export function splitTags(tags: readonly string[]): {
  readonly given: readonly string[];
  readonly digestTags: ReadonlyMap<string, readonly string[]>;
} {
  const byPrefix = Map.groupBy(tags, (tag) => parseDigestTag(tag)?.prefix ?? '');
  const given = byPrefix.get('') ?? [];
  byPrefix.delete('');
  return { given, digestTags: byPrefix };
}

function isDigestTag(tag: string): boolean {
  return parseDigestTag(tag) !== undefined;
}
