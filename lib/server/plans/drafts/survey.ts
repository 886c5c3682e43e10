import type { WalkOptions } from '#lib/discovery/walk/walk';
import { walk } from '#lib/discovery/walk/walk';
import { collectFacts, toGraph } from '#lib/graph/collect-facts';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Reference } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import type { RepositoryReader } from '#lib/repository/repository-reader';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { limits } from '#lib/server/platform/limits';
import { externalPlaces, placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { inWalkTurn } from '#lib/server/sessions/walk-queue';
import { readManifests } from '#lib/transfer/survey/read-manifests';
import { scanDigestTags, scanRepository } from '#lib/transfer/survey/scan-repository';
import type { Survey } from '#lib/transfer/survey/survey';
import { scanFor, surveyOfGraph } from '#lib/transfer/survey/survey-of-graph';

export type SurveyOptions = {
  /** Looks through the whole repository too: what is deleted may be held or tagged anywhere in it. */
  readonly isWhole: boolean;
  readonly signal: AbortSignal;
};

/**
 * Takes a fresh look at an artifact with all that belongs to it, for a plan. What cannot be read besides the artifact
 * itself is a gap of the survey.
 *
 * @throws RegistryError when the artifact itself cannot be read, and `cancelled` when the walk was stopped
 */
export async function makeSurvey(
  session: Session,
  reference: Reference,
  { isWhole, signal }: SurveyOptions,
): Promise<Survey> {
  const at = { registry: reference.registry, repository: reference.repository };
  const tag = reference.digest === undefined ? reference.tag : undefined;
  const home = placeOf(session, at);
  const state = await learn(session, {
    primary: home,
    others: externalPlaces(session, at),
    reference,
    depth: limits.walkDepthMax,
    isDownward: true,
    isFresh: true,
    signal,
    limits: { ...limits, documentsMax: 0 },
  });
  const graph = toGraph(state);
  if (graph === undefined) throw new RegistryError('cancelled', at.registry, 'The walk was stopped.');
  const reader = createRepositoryReader(home.client, home.repository, signal);
  const manifests = await readManifests(graph.nodes, readersOf(session, reader, signal));
  const around = scanFor(graph, manifests);
  const scan = await (isWhole ? scanRepository : scanDigestTags)(reader, around, { tag });
  return surveyOfGraph({ at, tag, graph, limits: state.limits, manifests, scan });
}

async function learn(session: Session, options: WalkOptions): Promise<GraphState> {
  const collector = collectFacts();
  const facts = inWalkTurn(session, options.signal, (enterLarge) => walk({ ...options, enterLarge }));
  for await (const batch of facts) collector.add(batch);
  return collector.state();
}

/** The reader for the repository that a node lies in, one for each repository. */
function readersOf(session: Session, home: RepositoryReader, signal: AbortSignal) {
  const others = new Map<string, RepositoryReader>();
  return ({ repository }: GraphNode): RepositoryReader => {
    if (repository === undefined) return home;
    const known = others.get(repository);
    if (known !== undefined) return known;
    const place = placeOf(session, parseRepository(repository));
    const reader = createRepositoryReader(place.client, place.repository, signal);
    others.set(repository, reader);
    return reader;
  };
}

/** For whom a plan is made, and until when. */
export type Drafting = { readonly session: Session; readonly signal: AbortSignal };
