import type { RepositorySnapshot, SnapshotUnknown } from '#lib/graph/repository-snapshot';
import { explainError } from './explain-error.ts';
import type { HolderOptions } from './find-holders.ts';
import { findHolders } from './find-holders.ts';
import type { SnapshotLimits } from './limits.ts';
import type { RepositoryReader } from './repository-reader.ts';
import type { ResolveOptions } from './resolve-tags.ts';
import { resolveTags } from './resolve-tags.ts';
import type { TagListing } from './tag-list.ts';
import { holdsTag, readTagList } from './tag-list.ts';

export type SnapshotOptions = HolderOptions &
  Pick<ResolveOptions, 'cache' | 'resolvedTagsMax'> & {
    readonly list: TagListing;
    /** The tags to resolve, the most important first; those of the list when left out. */
    readonly tags?: readonly string[];
  };

/**
 * Looks through a repository: what its tags point to, and which indexes hold what the question is about. The page of an
 * artifact and every plan are made from this one reading. They differ only in their bounds: a page that opens must not
 * cost thousands of requests. What a bound leaves out is unknown, so neither says `none` where the other finds something.
 */
export async function readSnapshot(
  reader: RepositoryReader,
  { list, tags = list.names, cache, resolvedTagsMax, ...holding }: SnapshotOptions,
): Promise<RepositorySnapshot> {
  const resolved = await resolveTags(reader, tags, {
    isListed: (tag) => holdsTag(list, tag),
    ...(cache === undefined ? {} : { cache }),
    ...(resolvedTagsMax === undefined ? {} : { resolvedTagsMax }),
  });
  const found = await findHolders(reader, resolved.targets, holding);
  return {
    targets: resolved.targets,
    holders: found.holders,
    unknowns: [...listUnknowns(list), ...resolved.unknowns, ...found.unknowns],
  };
}

/** What all tags of a repository point to, as far as they can be listed and resolved. */
export async function readTagTargets(
  reader: RepositoryReader,
  limits: SnapshotLimits,
): Promise<RepositorySnapshot['targets']> {
  const { names } = await readTagList(reader, limits);
  return (await resolveTags(reader, names)).targets;
}

function listUnknowns({ incomplete }: TagListing): readonly SnapshotUnknown[] {
  return incomplete === undefined ? [] : [{ part: 'tag-list', ...explainError(incomplete) }];
}
