import type { Place } from '#lib/discovery/place';
import type { WalkOptions } from '#lib/discovery/walk';
import { walk } from '#lib/discovery/walk';
import type { GraphState } from '#lib/graph/graph-state';
import { collectFacts, toGraph } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Reference } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
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
    home,
    external: externalPlaces(session, at),
    reference,
    depth: limits.walkDepthMax,
    isDownward: true,
    isFresh: true,
    signal,
    limits: { ...limits, documentsMax: 0 },
  });
  const graph = toGraph(state);
  if (graph === undefined) throw new RegistryError('cancelled', at.registry, 'The walk was stopped.');
  const requestsMax = limits.surveyRequestsMax;
  const manifests = await readManifests(graph.nodes, {
    placeOf: (node) => whereItLies(session, home, node),
    requestsMax,
    signal,
  });
  const place = { client: home.client, repository: home.repository, signal, limits };
  const wanted = scanFor(graph, manifests);
  const scan = isWhole ? await scanRepository(place, wanted, tag) : await scanDigestTags(place, wanted, tag);
  return surveyOfGraph({ at, tag, graph, limits: state.limits, manifests, scan });
}

async function learn(session: Session, options: WalkOptions): Promise<GraphState> {
  const collector = collectFacts();
  const facts = inWalkTurn(session, options.signal, (enterLarge) => walk({ ...options, enterLarge }));
  for await (const batch of facts) collector.add(batch);
  return collector.state();
}

function whereItLies(session: Session, home: Place, { repository }: GraphNode): Place {
  return repository === undefined ? home : placeOf(session, parseRepository(repository));
}

/** For whom a plan is made, and until when. */
export type Drafting = { readonly session: Session; readonly signal: AbortSignal };
