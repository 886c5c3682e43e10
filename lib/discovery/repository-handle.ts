import type { BlobBytes } from '#lib/formats/documents/document';
import type { ContentMeaning } from '#lib/formats/documents/meaning-of-reading';
import type { GraphNode } from '#lib/graph/model';
import type { TagTarget } from '#lib/graph/repository-snapshot';
import type { Digest } from '#lib/oci/digest';
import type { ReferrersResult, RegistryClient } from '#lib/registry/registry-client';
import type { TagListing } from '#lib/repository/tag-list';
import { cachedListMs, cachedNodeMs, cacheSizes, keptContentMaxBytes } from './limits.ts';
import { RepositoryCache } from './repository-cache.ts';

/** A repository of a registry, as one session reaches it. */
export type RepositoryHandle = {
  readonly client: RegistryClient;
  /** Name within the registry. */
  readonly repository: string;
  readonly cache: DiscoveryCache;
  /** Reads documents in another thread: what is large or packed would stand still everybody else. */
  readonly read?: (content: BlobBytes) => Promise<ContentMeaning>;
};

/**
 * What a session has learned of one registry lately, so that coming back does not ask everything again. It belongs to
 * one session: what one account may see, another may not.
 */
export type DiscoveryCache = {
  /** By repository. */
  readonly tagLists: RepositoryCache<TagListing>;
  /** By `repository:tag`. */
  readonly tagTargets: RepositoryCache<TagTarget>;
  /** By `repository:tag`: tags made from a digest that the registry did not have, and with which code it said so. */
  readonly absentTags: RepositoryCache<{ readonly code: string | undefined }>;
  /** By `repository@digest`, unfiltered lists alone. */
  readonly referrers: RepositoryCache<ReferrersResult>;
  /** By `repository@digest`: nodes whose content was read. */
  readonly nodes: RepositoryCache<GraphNode>;
  /** By `repository@digest`: what is known of large blobs since somebody has opened them. */
  readonly documents: RepositoryCache<ContentMeaning>;
  /** By `repository@digest`: blobs that the registry gave this session, which may be shown them again. */
  readonly blobs: RepositoryCache<true>;
  /** By `repository@digest`: small blobs, whole and compared with their digest; see {@link keepContent}. */
  readonly contents: RepositoryCache<Uint8Array<ArrayBuffer>>;
};

/** What changes in a registry: lists, and to what tags point. */
export type ListMemory = Pick<DiscoveryCache, 'tagLists' | 'tagTargets' | 'absentTags' | 'referrers'>;

/** `host/name`. */
export function formatHandle({ client, repository }: RepositoryHandle): string {
  return `${client.registry}/${repository}`;
}

/** An empty cache, in which what has a digest serves again for so many milliseconds. */
export function createDiscoveryCache(contentMs: number = cachedNodeMs): DiscoveryCache {
  return {
    ...createListMemory(),
    nodes: new RepositoryCache({ max: cacheSizes.nodes, ttl: contentMs }),
    documents: new RepositoryCache({ max: cacheSizes.documents, ttl: contentMs }),
    blobs: new RepositoryCache({ max: cacheSizes.nodes, ttl: contentMs }),
    contents: new RepositoryCache({
      maxSize: cacheSizes.contentBytes,
      sizeCalculation: ({ byteLength }) => byteLength + 200,
      ttl: contentMs,
    }),
  };
}

/** The part of it that changes, empty. One may be made for each look: it takes no room before it is filled. */
export function createListMemory(): ListMemory {
  return {
    tagLists: new RepositoryCache({
      maxSize: cacheSizes.tags,
      sizeCalculation: ({ names }) => 1 + names.length,
      ttl: cachedListMs,
    }),
    tagTargets: new RepositoryCache({
      maxSize: cacheSizes.tagTargets,
      sizeCalculation: () => 1,
      ttl: cachedListMs,
    }),
    absentTags: new RepositoryCache({
      maxSize: cacheSizes.tagTargets,
      sizeCalculation: () => 1,
      ttl: cachedListMs,
    }),
    referrers: new RepositoryCache({
      maxSize: cacheSizes.referrers,
      sizeCalculation: (result) => 1 + (result.support === 'supported' ? result.descriptors.length : 0),
      ttl: cachedListMs,
    }),
  };
}

/**
 * Notes that the registry gave a whole blob whose digest was compared, and keeps it unless it is large: the one who walks reads a signature to know what it
 * is, and the one who verifies reads it again.
 */
export function keepContent(
  { cache, repository }: RepositoryHandle,
  digest: Digest,
  bytes: Uint8Array<ArrayBuffer>,
): void {
  const key = `${repository}@${digest}`;
  cache.blobs.set(key, true);
  if (bytes.byteLength <= keptContentMaxBytes) cache.contents.set(key, bytes.slice());
}

/** A copy of what was kept, which may be given to another thread; undefined where it was not. */
export function recallContent(
  { cache, repository }: RepositoryHandle,
  digest: Digest,
): Uint8Array<ArrayBuffer> | undefined {
  return cache.contents.get(`${repository}@${digest}`)?.slice();
}
