import type { Holder, RepositorySnapshot, SnapshotUnknown } from '#lib/graph/repository-snapshot';
import { formatUnreadable } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { referrersTag } from '#lib/oci/referrers-tag';
import { explainError, isNotFound } from '#lib/repository/explain-error';
import { likelyTags } from '#lib/repository/likely-tags';
import type { SnapshotLimits } from '#lib/repository/limits';
import { namedSubjectsMax, planSnapshotLimits } from '#lib/repository/limits';
import { readSnapshot } from '#lib/repository/read-snapshot';
import type { RepositoryReader } from '#lib/repository/repository-reader';
import { resolveTags } from '#lib/repository/resolve-tags';
import type { TagListing } from '#lib/repository/tag-list';
import { holdsTag, readTagList } from '#lib/repository/tag-list';
import { transferLimits } from '#lib/transfer/limits';
import type { Notice } from '#lib/transfer/plan';
import type { ReferrersList } from './survey.ts';

/** What is known of a repository around a graph. */
export type Scan = {
  readonly tags: ReadonlyMap<string, Digest>;
  /** By manifests of the graph. */
  readonly holders: ReadonlyMap<Digest, readonly Holder[]>;
  readonly referrersLists: ReadonlyMap<Digest, ReferrersList>;
  readonly gaps: readonly Notice[];
};

/** The manifests of the graph, and the subjects of those: what lists of referrers may be about. */
export type ScanFor = { readonly graph: ReadonlySet<Digest>; readonly subjects: ReadonlySet<Digest> };

const cosignSuffixes = ['.sig', '.att', '.sbom'] as const;

/**
 * Looks through a whole repository: what every tag points to, and which indexes hold something of the graph. `tag` is the
 * one that was asked for.
 */
export async function scanRepository(
  reader: RepositoryReader,
  { graph, subjects }: ScanFor,
  { tag, limits = planSnapshotLimits }: ScanOptions = {},
): Promise<Scan> {
  const list = await readTagList(reader, limits, tag);
  const about = new Set([...graph, ...subjects]);
  const tags = [...new Set([...list.names, ...namedTags(about, list)])];
  const snapshot = await readSnapshot(reader, { list, tags, about: graph, indexesMax: limits.indexesMax });
  const holders = [...snapshot.holders].filter(([digest]) => graph.has(digest));
  return {
    ...(await withLists(reader, snapshot.targets, about, snapshot.unknowns.map(noticeOf))),
    holders: new Map(holders),
  };
}

type ScanOptions = {
  readonly tag?: string | undefined;
  /** Looks for other tags of this manifest too, among those that are likely to be. */
  readonly aliasesOf?: Digest | undefined;
  readonly limits?: SnapshotLimits;
};

/** Looks only at the tags made from the digests of the graph, at the one that was asked for, and at its likely aliases. */
export async function scanDigestTags(
  reader: RepositoryReader,
  { graph, subjects }: ScanFor,
  { tag, aliasesOf, limits = planSnapshotLimits }: ScanOptions = {},
): Promise<Scan> {
  const about = new Set([...graph, ...subjects]);
  const list = await readTagList(reader, limits, tag);
  const aliases =
    aliasesOf === undefined ? [] : findAliases(reader, list, { tag: tag ?? '', digest: aliasesOf });
  const listed = [...about].flatMap((digest) => list.byPrefix.get(referrersTag(digest)) ?? []);
  const names = new Set([...(tag === undefined ? [] : [tag]), ...listed, ...namedTags(about, list)]);
  const { targets, unknowns } = await resolveTags(reader, [...names], {
    isListed: (name) => holdsTag(list, name),
  });
  const all = new Map([...targets, ...(await aliases)]);
  return { ...(await withLists(reader, all, about, unknowns.map(noticeOf))), holders: new Map() };
}

// Nothing is lost when one is not found: a copy says which tags it leaves behind, as far as that is known.
async function findAliases(
  reader: RepositoryReader,
  { ordinary }: TagListing,
  { tag, digest }: { readonly tag: string; readonly digest: Digest },
): Promise<RepositorySnapshot['targets']> {
  const names = likelyTags(ordinary, tag).filter((name) => name !== tag);
  const { targets } = await resolveTags(reader, names.slice(0, transferLimits.aliasesAskedMax));
  return new Map([...targets].filter(([, target]) => target.digest === digest));
}

// A cache lists only what it has: of a few manifests the tags are asked for by name whatever the list says, and where the
// list is incomplete those of all, as a walk does.
function namedTags(digests: ReadonlySet<Digest>, { incomplete }: TagListing): readonly string[] {
  if (incomplete === undefined && digests.size > namedSubjectsMax) return [];
  return [...digests].flatMap((digest) => {
    const prefix = referrersTag(digest);
    return [prefix, ...cosignSuffixes.map((suffix) => prefix + suffix)];
  });
}

function noticeOf(unknown: SnapshotUnknown): Notice {
  const { reason } = unknown;
  switch (unknown.part) {
    case 'tag-list':
      return { code: 'tags-unknown', text: `Not all tags are known: ${reason}` };
    case 'tags': {
      const { tags, count } = unknown;
      const text = `What ${tags.length} of ${count} tags point to is unknown: ${reason}`;
      return { code: 'tags-unknown', text, tags };
    }
    case 'indexes': {
      const { digests, code } = unknown;
      const many =
        digests.length === 1 ? 'An index of this repository was' : `${digests.length} indexes were`;
      const text = code === 'too-large' ? `Only ${reason}` : `${many} not read: ${reason}`;
      return { code: 'indexes-unknown', text, digests };
    }
    default:
      return unknown satisfies never;
  }
}

async function withLists(
  reader: RepositoryReader,
  targets: RepositorySnapshot['targets'],
  about: ReadonlySet<Digest>,
  gaps: readonly Notice[],
): Promise<Omit<Scan, 'holders'>> {
  const outcomes = await Promise.all(
    [...about].map(async (subject) => {
      const tag = referrersTag(subject);
      const digest = targets.get(tag)?.digest;
      // GitLab takes a tag of this form for the digest itself and answers with the subject.
      if (digest === undefined || digest === subject) return undefined;
      return { subject, list: await readList(reader, tag, digest) };
    }),
  );
  const referrersLists = new Map<Digest, ReferrersList>();
  const unread: Notice[] = [];
  for (const outcome of outcomes) {
    if (outcome?.list === undefined) continue;
    if ('entries' in outcome.list) referrersLists.set(outcome.subject, outcome.list);
    else unread.push({ ...outcome.list, digests: [outcome.subject] });
  }
  const tags = new Map([...targets].map(([tag, { digest }]) => [tag, digest]));
  return { tags, referrersLists, gaps: [...gaps, ...unread] };
}

async function readList(
  { client, repository, call }: RepositoryReader,
  tag: string,
  digest: Digest,
): Promise<ReferrersList | Notice | undefined> {
  try {
    const { manifest } = await call((signal) => client.getManifest(repository, digest, { signal }));
    if (manifest.shape !== 'index') return undefined;
    if (manifest.unreadable !== undefined) {
      const text = `The list of referrers under ${tag} cannot be read whole: ${formatUnreadable(manifest.unreadable)}`;
      return { code: 'referrers-unknown', text };
    }
    const entries = [...new Set(manifest.manifests.map((entry) => entry.digest))];
    return { tag, digest, entries };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    return {
      code: 'referrers-unknown',
      text: `The list of referrers under ${tag} cannot be read: ${explainError(error).reason}`,
    };
  }
}
