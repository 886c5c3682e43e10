import type { UnknownReason } from '#lib/graph/model';
import { proofs, replyOfAbsentTag } from '#lib/graph/proof-of-none';
import type { Holder, RepositorySnapshot, SnapshotUnknown, TagTarget } from '#lib/graph/repository-snapshot';
import type { Descriptor } from '#lib/oci/descriptor';
import { formatUnreadable } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { explainError, isNotFound } from './explain-error.ts';
import type { SnapshotLimits } from './limits.ts';
import { failuresMax } from './limits.ts';
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

export type HolderOptions = {
  /** What the question is about. Indexes among these are not read: they are no holders from outside. */
  readonly about: ReadonlySet<Digest>;
  /** Indexes that are read, those within indexes too. */
  readonly indexesMax: number;
  /** Called for each index that was read, in no order. */
  readonly onIndex?: (index: FetchedManifest) => void;
};

export type FoundHolders = {
  readonly holders: ReadonlyMap<Digest, readonly Holder[]>;
  readonly unknowns: readonly SnapshotUnknown[];
};

type Reading = { readonly index: Holder; readonly entries: readonly Descriptor[] };

/**
 * The indexes that hold what the question is about, or another index: every index under a tag is read, and every index
 * within those, whether it has a tag or not. A list of referrers under its tag
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema) holds nothing.
 */
export async function findHolders(
  reader: RepositoryReader,
  targets: ReadonlyMap<string, TagTarget>,
  { about, indexesMax, onIndex }: HolderOptions,
): Promise<FoundHolders> {
  const holders = new Map<Digest, Holder[]>();
  const tagged = taggedIndexes(targets, about);
  const seen = new Set(tagged.keys());
  const failures = new Map<Digest, UnknownReason>();
  const beyond: Digest[] = [];
  let wave: readonly Holder[] = [...tagged].map(([digest, tags]) => ({ digest, tags }));
  let reads = 0;
  const read = async (index: Holder): Promise<Reading> => {
    const entries = await readIndex(reader, index.digest, tagged.has(index.digest), { failures, onIndex });
    return { index, entries };
  };
  while (wave.length > 0) {
    const chosen = wave.slice(0, Math.max(0, indexesMax - reads));
    reads += chosen.length;
    beyond.push(...wave.slice(chosen.length).map(({ digest }) => digest));
    const nested: Holder[] = [];
    for (const { index, entries } of await Promise.all(chosen.map(read))) {
      for (const { digest, mediaType } of new Map(entries.map((entry) => [entry.digest, entry])).values()) {
        const isIndex = isIndexMediaType(mediaType) || tagged.has(digest);
        if (about.has(digest) || isIndex) push(holders, digest, index);
        if (!isIndex || about.has(digest) || seen.has(digest)) continue;
        seen.add(digest);
        // A person knows it by the tags of what holds it.
        nested.push({ digest, tags: index.tags });
      }
    }
    wave = nested;
  }
  return { holders, unknowns: [...failedIndexes(failures), ...indexesBeyond(beyond, reads)] };
}

function taggedIndexes(
  targets: ReadonlyMap<string, TagTarget>,
  about: ReadonlySet<Digest>,
): ReadonlyMap<Digest, readonly string[]> {
  const tagged = new Map<Digest, string[]>();
  for (const [tag, { digest, mediaType }] of targets) {
    if (!isIndexMediaType(mediaType) || about.has(digest)) continue;
    if (parseDigestTag(tag)?.purpose === 'referrers') continue;
    push(tagged, digest, tag);
  }
  return tagged;
}

const givenUp = 'Not read, because too many requests failed.';

async function readIndex(
  { client, repository, call }: RepositoryReader,
  digest: Digest,
  isTagged: boolean,
  {
    failures,
    onIndex,
  }: {
    readonly failures: Map<Digest, UnknownReason>;
    readonly onIndex: HolderOptions['onIndex'] | undefined;
  },
): Promise<readonly Descriptor[]> {
  try {
    const index = await call(async (signal) => {
      if (failures.size >= failuresMax) throw new RegistryError('unavailable', client.registry, givenUp);
      return await client.getManifest(repository, digest, { signal });
    });
    onIndex?.(index);
    if (index.manifest.shape !== 'index') return [];
    const { manifests, unreadable } = index.manifest;
    // An entry that is no descriptor may name what the question is about.
    if (unreadable !== undefined)
      failures.set(digest, { reason: formatUnreadable(unreadable), code: 'descriptor-invalid' });
    return manifests;
  } catch (error) {
    // An index within another need not be here; one that a tag pointed to a moment ago is a contradiction.
    const isAbsent = isNotFound(error) && proofs[replyOfAbsentTag(error.answer?.code, isTagged)] === 'none';
    if (!isAbsent) failures.set(digest, explainError(error));
    return [];
  }
}

function failedIndexes(failures: ReadonlyMap<Digest, UnknownReason>): readonly SnapshotUnknown[] {
  const [first] = failures.values();
  return first === undefined ? [] : [{ part: 'indexes', digests: [...failures.keys()], ...first }];
}

function indexesBeyond(digests: readonly Digest[], reads: number): readonly SnapshotUnknown[] {
  if (digests.length === 0) return [];
  const reason = `${reads} of ${reads + digests.length} indexes were read.`;
  return [{ part: 'indexes', digests, reason, code: 'too-large' }];
}

function push<T>(lists: Map<Digest, T[]>, digest: Digest, value: T): void {
  const list = lists.get(digest);
  if (list === undefined) lists.set(digest, [value]);
  else list.push(value);
}
