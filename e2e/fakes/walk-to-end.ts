import { createDiscoveryCache } from '#lib/discovery/repository-handle';
import type { WalkOptions } from '#lib/discovery/walk/walk';
import { walk } from '#lib/discovery/walk/walk';
import { addFacts } from '#lib/graph/collect-facts';
import type { GraphState } from '#lib/graph/graph-state';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Fact } from '#lib/graph/model';
import { parseReference } from '#lib/oci/reference';
import type { RegistryClient } from '#lib/registry/registry-client';

/** Bounds that no ordinary test reaches. */
export const walkLimits: WalkOptions['limits'] = {
  walkNodesMax: 1_000,
  largeWalkNodes: 5_000,
  walkDepthMax: 32,
  walkMilliseconds: 60_000,
  walkBytesMax: 64 * 2 ** 20,
  walkRequestsMax: 8,
  documentsMax: 0,
  platformsAskedMax: 8,
  resolvedTagsMax: 10,
  indexesMax: 10,
  referrersTagEntriesMax: 100,
};

type Overrides = Partial<WalkOptions>;

export function walkOptions(client: RegistryClient, tag: string, overrides: Overrides = {}): WalkOptions {
  return {
    primary: { client, repository: 'team/app', cache: createDiscoveryCache() },
    reference: parseReference(`fake.test/team/app:${tag}`),
    depth: 1,
    signal: new AbortController().signal,
    limits: walkLimits,
    ...overrides,
  };
}

/** The graph that a whole walk tells. */
export async function walkToEnd(
  client: RegistryClient,
  tag: string,
  overrides: Overrides = {},
): Promise<GraphState> {
  const facts: Fact[] = [];
  for await (const batch of walk(walkOptions(client, tag, overrides))) facts.push(...batch);
  return addFacts(emptyGraphState, facts);
}
