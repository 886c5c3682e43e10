import { priorities } from '#lib/discovery/call-scheduler';
import { countedIndexesMax } from '#lib/discovery/limits';
import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import { isAttestationEntry, withoutPlatform } from '#lib/discovery/sources/children';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { WalkScope } from '#lib/discovery/walk-scope';
import { buildKitSubject } from '#lib/formats/declared/meaning';
import type { RepositorySnapshot } from '#lib/graph/repository-snapshot';
import {
  ancestorsOf,
  holdersOf,
  tagsOf,
  whyHoldersUnknown,
  whyTagsUnknown,
} from '#lib/graph/repository-snapshot';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { explainError } from '#lib/repository/explain-error';
import { likelyTags } from '#lib/repository/likely-tags';
import { readSnapshot } from '#lib/repository/read-snapshot';
import type { TagTargetCache } from '#lib/repository/resolve-tags';
import type { TagListing } from '#lib/repository/tag-list';

/**
 * Where the root belongs: the tags that point to it and the indexes of this repository that hold it. No registry has a
 * question for either: every tag is resolved, the likely ones first, and every index among them is read, within bounds.
 * A second walk continues where the last one stopped. `tag` is the one that the root was read by.
 */
export async function findParents(
  context: WalkContext,
  root: FetchedManifest,
  tag: string | undefined,
): Promise<void> {
  const { scope, budget } = context;
  const { client, repository } = scope.primary;
  const cache = targetCacheOf(scope, tag);
  if (tag !== undefined) cache.set(tag, { digest: root.digest, mediaType: root.mediaType });
  const list = await context.lists.tagList(scope.primary);
  if (budget.isEnding()) return emitNotAsked(context, root.digest, list);
  const indexes = new Map<Digest, FetchedManifest>();
  const reader = { client, repository, call: budget.callWith(priorities.parents) };
  const snapshot = await readSnapshot(reader, {
    list,
    tags: [...likelyTags(list.ordinary, tag ?? ''), ...unusualTags(list)],
    about: new Set([root.digest]),
    cache,
    resolvedTagsMax: scope.limits.resolvedTagsMax,
    indexesMax: indexesMax(scope),
    onIndex: (index) => {
      indexes.set(index.digest, index);
      budget.countBytes(index.digest, index.bytes.byteLength);
    },
  });
  if (budget.isHalted()) return;
  emitTags(context, root, snapshot);
  emitAncestors(context, root.digest, snapshot, indexes);
  const holders = holdersOf(snapshot, root.digest).flatMap(({ digest }) => entriesOf(indexes.get(digest)));
  if (holdersOf(snapshot, root.digest).length > 0) emitAttestations(context, holders, root.digest);
}

// A tag that was resolved a moment ago serves again, unless everything is asked afresh; the one of the root always does.
function targetCacheOf({ primary, isFresh }: WalkScope, rootTag: string | undefined): TagTargetCache {
  const { cache, repository } = primary;
  return {
    get: (tag) => (isFresh && tag !== rootTag ? undefined : cache.tagTargets.get(`${repository}:${tag}`)),
    set: (tag, target) => {
      cache.tagTargets.set(`${repository}:${tag}`, target);
    },
  };
}

// Tags made from a digest name what is attached to it, which is asked for elsewhere: lists of referrers, and by cosign's
// specification single images. Only those of unknown tools may be an index that holds something.
function unusualTags({ byPrefix }: TagListing): readonly string[] {
  return [...byPrefix.values()].flat().filter((tag) => parseDigestTag(tag)?.purpose === 'other');
}

function indexesMax({ primary, limits }: WalkScope): number {
  return primary.client.rateLimit() === undefined
    ? limits.indexesMax
    : Math.min(countedIndexesMax, limits.indexesMax);
}

/** The walk ends before this was asked; why the tags are unknown is said all the same. */
function emitNotAsked({ emit }: WalkContext, about: Digest, { incomplete }: TagListing): void {
  if (incomplete === undefined) return;
  for (const question of ['tags', 'indexes'] as const)
    emit.unknown({ about, question, source: 'manifest' }, explainError(incomplete));
}

function emitTags({ emit }: WalkContext, root: FetchedManifest, snapshot: RepositorySnapshot): void {
  const about = root.digest;
  const tags = tagsOf(snapshot, about);
  if (tags.length > 0) emit.node(nodeOfManifest(root, undefined, tags));
  const inquiry = { about, question: 'tags', source: 'manifest' } as const;
  const reason = whyTagsUnknown(snapshot);
  if (reason !== undefined) emit.unknown(inquiry, reason);
  else if (tags.length === 0) emit.answer({ ...inquiry, state: 'none' });
  else emit.answer({ ...inquiry, state: 'found', count: tags.length });
}

function emitAncestors(
  { emit }: WalkContext,
  about: Digest,
  snapshot: RepositorySnapshot,
  indexes: ReadonlyMap<Digest, FetchedManifest>,
): void {
  const emitted = ancestorsOf(snapshot, about).filter(({ digest }) => {
    const index = indexes.get(digest);
    return index !== undefined && emit.node(nodeOfManifest(index, undefined, tagsOf(snapshot, digest)));
  });
  const drawn = new Set([about, ...emitted.map(({ digest }) => digest)]);
  for (const { digest, holds } of emitted) {
    for (const child of holds) if (drawn.has(child)) emit.edge(digest, 'child', child, 'manifest');
  }
  const count = holdersOf(snapshot, about).length;
  const inquiry = { about, question: 'indexes', source: 'manifest' } as const;
  const reason = whyHoldersUnknown(snapshot);
  if (reason !== undefined) emit.unknown(inquiry, reason);
  else if (count === 0) emit.answer({ ...inquiry, state: 'none' });
  else emit.answer({ ...inquiry, state: 'found', count });
}

function entriesOf(index: FetchedManifest | undefined): readonly Descriptor[] {
  return index?.manifest.shape === 'index' ? index.manifest.manifests : [];
}

/** What the other entries of the indexes that hold the root say about it: attestations of BuildKit. */
function emitAttestations(
  { emit, documents }: WalkContext,
  entries: readonly Descriptor[],
  about: Digest,
): void {
  const found = new Set<Digest>();
  for (const entry of entries) {
    if (buildKitSubject(entry) !== about || entry.digest === about) continue;
    if (!emit.node(nodeOfDescriptor(entry))) continue;
    emit.edge(entry.digest, 'about', about, 'buildkit');
    documents.offer(entry, about);
    found.add(entry.digest);
  }
  const inquiry = { about, question: 'referrers', source: 'buildkit' } as const;
  const isAimless = (entry: Descriptor) => isAttestationEntry(entry) && !holdsSubject(entries, entry);
  const aimless = entries.filter(isAimless).length;
  if (found.size === 0 && aimless > 0) emit.unknown(inquiry, withoutPlatform(aimless));
  else if (found.size === 0) emit.answer({ ...inquiry, state: 'none' });
  else emit.answer({ ...inquiry, state: 'found', count: found.size });
}

function holdsSubject(entries: readonly Descriptor[], attestation: Descriptor): boolean {
  const subject = buildKitSubject(attestation);
  return entries.some(({ digest }) => digest === subject && digest !== attestation.digest);
}
