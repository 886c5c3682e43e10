import type { Digest } from '#lib/oci/digest';
import type { UnknownReason } from './model.ts';

/** What a tag pointed to at one moment. */
export type TagTarget = { readonly digest: Digest; readonly mediaType: string };

/** An index that holds a manifest, and the tags by which a person knows it: its own, or those of what holds it. */
export type Holder = { readonly digest: Digest; readonly tags: readonly string[] };

/** A part of the repository that was not read: the list of tags, what some tags point to, or some indexes. */
export type SnapshotUnknown = UnknownReason &
  (
    | { readonly part: 'tag-list' }
    | { readonly part: 'tags'; readonly tags: readonly string[]; readonly count: number }
    | { readonly part: 'indexes'; readonly digests: readonly Digest[] }
  );

/**
 * What is known of one repository at one moment. No registry answers "which tags, which indexes have this?": both follow
 * from what every tag points to and from what every index among those holds.
 */
export type RepositorySnapshot = {
  /** What each tag points to, in the order of the list. */
  readonly targets: ReadonlyMap<string, TagTarget>;
  /** The indexes that hold a manifest, by the digest of what they hold; those that hold an index are among them. */
  readonly holders: ReadonlyMap<Digest, readonly Holder[]>;
  /** Empty when everything was read. */
  readonly unknowns: readonly SnapshotUnknown[];
};

export const emptySnapshot: RepositorySnapshot = { targets: new Map(), holders: new Map(), unknowns: [] };

/** The tags that point to a manifest; more may do so while {@link whyTagsUnknown} gives a reason. */
export function tagsOf({ targets }: RepositorySnapshot, digest: Digest): readonly string[] {
  return [...targets].flatMap(([tag, target]) => (target.digest === digest ? [tag] : []));
}

/** The indexes that hold a manifest itself; more may do so while {@link whyHoldersUnknown} gives a reason. */
export function holdersOf({ holders }: RepositorySnapshot, digest: Digest): readonly Holder[] {
  return holders.get(digest) ?? [];
}

/** An index above a manifest, and what it holds of the manifest and of the other indexes above it. */
export type Ancestor = Holder & { readonly holds: readonly Digest[] };

/** All indexes above a manifest, nearest first, each once: those that hold it, those that hold these, and so on. */
export function ancestorsOf(snapshot: RepositorySnapshot, digest: Digest): readonly Ancestor[] {
  const found = new Map<Digest, Holder & { readonly holds: Digest[] }>();
  const reached = new Set([digest]);
  for (const held of reached) {
    for (const holder of holdersOf(snapshot, held)) {
      const ancestor = found.get(holder.digest) ?? { ...holder, holds: [] };
      ancestor.holds.push(held);
      found.set(holder.digest, ancestor);
      reached.add(holder.digest);
    }
  }
  found.delete(digest);
  return [...found.values()];
}

/** Why further tags may point to something; undefined when every tag of the repository is known. */
export function whyTagsUnknown({ unknowns }: RepositorySnapshot): UnknownReason | undefined {
  return unknowns.find(({ part }) => part !== 'indexes');
}

/** Why further indexes may hold something: a tag that is unknown may be that of an index. Undefined when none can. */
export function whyHoldersUnknown({ unknowns }: RepositorySnapshot): UnknownReason | undefined {
  return unknowns[0];
}
