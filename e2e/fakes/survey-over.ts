import { createDiscoveryCache } from '#lib/discovery/repository-handle';
import { walk } from '#lib/discovery/walk/walk';
import { addFacts, toGraph } from '#lib/graph/collect-facts';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Fact } from '#lib/graph/model';
import type { Reference } from '#lib/oci/reference';
import type { RegistryClient } from '#lib/registry/registry-client';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { limits } from '#lib/server/platform/limits';
import { readManifests } from '#lib/transfer/survey/read-manifests';
import { scanRepository } from '#lib/transfer/survey/scan-repository';
import type { Survey } from '#lib/transfer/survey/survey';
import { scanFor, surveyOfGraph } from '#lib/transfer/survey/survey-of-graph';

/** The look at a whole repository that plans are made from, over one client and without a session. */
export async function surveyOver(client: RegistryClient, reference: Reference): Promise<Survey> {
  const { registry, repository } = reference;
  const { signal } = new AbortController();
  const facts: Fact[] = [];
  const walking = walk({
    primary: { client, repository, cache: createDiscoveryCache() },
    reference,
    depth: limits.walkDepthMax,
    isDownward: true,
    isFresh: true,
    signal,
    limits: { ...limits, documentsMax: 0 },
  });
  for await (const some of walking) facts.push(...some);
  const state = addFacts(emptyGraphState, facts);
  const graph = toGraph(state);
  if (graph === undefined) throw new Error('The walk found nothing.');
  const reader = createRepositoryReader(client, repository, signal);
  const manifests = await readManifests(graph.nodes, () => reader);
  const scan = await scanRepository(reader, scanFor(graph, manifests));
  const tag = reference.digest === undefined ? reference.tag : undefined;
  return surveyOfGraph({ at: { registry, repository }, tag, graph, limits: state.limits, manifests, scan });
}
