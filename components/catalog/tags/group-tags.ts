import type { Digest } from '#lib/oci/digest';
import { parseDigestTag, referrersTag } from '#lib/oci/referrers-tag';

/** One row: an artifact under all its names, or a tag that a tool made from the digest of the artifact above it. */
export type TagItem =
  | {
      readonly type: 'artifact';
      readonly tag: string;
      /** The other tags known to point to the same digest. */
      readonly others: readonly string[];
      /** Tags that tools made from its digest, such as `sha256-….sig`. */
      readonly made: readonly string[];
    }
  | { readonly type: 'made'; readonly tag: string };

type Grouping = {
  /** The tags that are looked for, in order. */
  readonly wanted: readonly string[];
  /** What tags are known to point to; those of nobody knows yet stand alone. */
  readonly digests: ReadonlyMap<string, Digest>;
  /** The tags that were made from digests, by that digest's prefix. */
  readonly made: ReadonlyMap<string, readonly string[]>;
  /** Artifacts, by their first tag, whose made tags are shown below them. */
  readonly open: ReadonlySet<string>;
};

/** The rows of a list of tags: those that share a digest are one artifact, in the place of the first. */
export function groupTags({ wanted, digests, made, open }: Grouping): readonly TagItem[] {
  const byDigest = Map.groupBy(digests.keys(), (tag) => digests.get(tag));
  const seen = new Set<Digest>();
  return wanted.flatMap((tag): readonly TagItem[] => {
    const digest = digests.get(tag);
    if (digest === undefined) return [{ type: 'artifact', tag, others: [], made: [] }];
    if (seen.has(digest)) return [];
    seen.add(digest);
    const others = (byDigest.get(digest) ?? []).filter((other) => other !== tag && !isMade(other));
    const below = made.get(referrersTag(digest)) ?? [];
    const item = { type: 'artifact', tag, others, made: below } as const;
    return open.has(tag) ? [item, ...below.map((name) => ({ type: 'made', tag: name }) as const)] : [item];
  });
}

/** The tags that people gave, and those that tools made from a digest, by that digest's prefix. */
export function splitTags(tags: readonly string[]): {
  readonly given: readonly string[];
  readonly made: ReadonlyMap<string, readonly string[]>;
} {
  const given: string[] = [];
  const made = new Map<string, string[]>();
  for (const tag of tags) {
    const parsed = parseDigestTag(tag);
    if (parsed === undefined) given.push(tag);
    else {
      const known = made.get(parsed.prefix);
      if (known === undefined) made.set(parsed.prefix, [tag]);
      else known.push(tag);
    }
  }
  return { given, made };
}

function isMade(tag: string): boolean {
  return parseDigestTag(tag) !== undefined;
}
