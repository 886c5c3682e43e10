import type { Digest } from '#lib/oci/digest';
import { parseDigestTag, referrersTag } from '#lib/oci/referrers-tag';
import { primaryFirst } from '#lib/text/primary-tag';

/** One row: an artifact under all its tags, or a tag that a tool made from the digest of the artifact above it. */
export type TagItem =
  | {
      readonly type: 'artifact';
      /** The tag that tells most exactly what it is. */
      readonly tag: string;
      /** The other tags known to point to the same digest. */
      readonly others: readonly string[];
      /** Tags that tools made from its digest, such as `sha256-….sig`. */
      readonly digestTags: readonly string[];
    }
  | { readonly type: 'digest-tag'; readonly tag: string };

/** An artifact under all its tags. */
export type ArtifactItem = Extract<TagItem, { type: 'artifact' }>;

export function isArtifact(item: TagItem): item is ArtifactItem {
  return item.type === 'artifact';
}

type Grouping = {
  /** The tags that are listed, in order. */
  readonly tags: readonly string[];
  /** All tags of the repository: one that has gone since is no name any more. */
  readonly all: ReadonlySet<string>;
  /** The digests that tags are known to point to; a tag whose digest is unknown yet is an artifact of its own. */
  readonly digests: ReadonlyMap<string, Digest>;
  /** The tags that were made from digests, by that digest's prefix. */
  readonly digestTags: ReadonlyMap<string, readonly string[]>;
  /** Artifacts, by their first tag, whose digest tags are shown below them. */
  readonly open: ReadonlySet<string>;
};

/**
 * The rows of a list of tags: those that share a digest are one artifact. It stands where its first name does, and where a
 * filter leaves that out in the place of the first one that is listed.
 */
export function groupTags({ tags, all, digests, digestTags, open }: Grouping): readonly TagItem[] {
  const namesOf = namesByDigest(digests, all);
  const listed = new Set(namesOf.size === 0 ? [] : tags);
  const shown = new Set<Digest>();
  return tags.flatMap((tag): readonly TagItem[] => {
    const digest = digests.get(tag);
    if (digest === undefined) return [{ type: 'artifact', tag, others: [], digestTags: [] }];
    const [first = tag, ...others] = isDigestTag(tag) ? [tag] : (namesOf.get(digest) ?? [tag]);
    if (shown.has(digest) || (tag !== first && listed.has(first))) return [];
    shown.add(digest);
    const below = digestTags.get(referrersTag(digest)) ?? [];
    const item = { type: 'artifact', tag: first, others, digestTags: below } as const;
    if (!open.has(first)) return [item];
    return [item, ...below.map((name) => ({ type: 'digest-tag', tag: name }) as const)];
  });
}

/** The names that people gave to each artifact which has several, the first name first. */
function namesByDigest(
  digests: ReadonlyMap<string, Digest>,
  all: ReadonlySet<string>,
): ReadonlyMap<Digest, readonly string[]> {
  const names = [...digests.keys()].filter((tag) => all.has(tag) && !isDigestTag(tag));
  const groups = Map.groupBy(names, (tag) => digests.get(tag));
  return new Map(
    [...groups].flatMap(([digest, tags]) =>
      digest === undefined || tags.length === 1 ? [] : [[digest, primaryFirst(tags)] as const],
    ),
  );
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
