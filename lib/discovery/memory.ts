import { LRUCache } from 'lru-cache';
import type { TagList } from '#lib/discovery/sources/tag-list';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { ReferrersResult } from '#lib/registry/registry-client';

/** What a tag pointed to a moment ago. */
export type TagTarget = { readonly digest: Digest; readonly mediaType: string };

/**
 * What a session has learned of one registry lately, so that coming back does not ask everything again. It belongs to
 * one session: what one account may see, another may not.
 */
export type DiscoveryMemory = {
  /** By repository. */
  readonly tagLists: LRUCache<string, TagList>;
  /** By `repository:tag`. */
  readonly tagTargets: LRUCache<string, TagTarget>;
  /** By `repository@digest`, unfiltered lists alone. */
  readonly referrers: LRUCache<string, ReferrersResult>;
  /** By `repository@digest`: nodes whose content was read. */
  readonly nodes: LRUCache<string, GraphNode>;
};

// Lists change under us: a minute serves a person who goes back and forth, and "Refresh" asks at once.
const listsKeptMs = 60_000;
// Content under a digest never changes, but the right to see it may be withdrawn.
const contentKeptMs = 5 * 60_000;

/** An empty memory. */
export function createDiscoveryMemory(): DiscoveryMemory {
  return {
    tagLists: new LRUCache({
      maxSize: 200_000,
      sizeCalculation: ({ ordinary, byPrefix }) => 1 + ordinary.length + byPrefix.size,
      ttl: listsKeptMs,
    }),
    tagTargets: new LRUCache({ max: 20_000, ttl: listsKeptMs }),
    referrers: new LRUCache({
      maxSize: 100_000,
      sizeCalculation: (result) => 1 + (result.support === 'supported' ? result.descriptors.length : 0),
      ttl: listsKeptMs,
    }),
    nodes: new LRUCache({ max: 5_000, ttl: contentKeptMs }),
  };
}
