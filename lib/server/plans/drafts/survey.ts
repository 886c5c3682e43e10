import { mapConcurrent } from '#lib/async/map-concurrent';
import { walk } from '#lib/discovery/walk/walk';
import { collectFacts, toGraph } from '#lib/graph/collect-facts';
import type { GraphState } from '#lib/graph/graph-state';
import type { Fact, GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { Reference, Repository } from '#lib/oci/reference';
import { parseRepository } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import { isNotFound } from '#lib/repository/explain-error';
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
  /** Looks for other tags of the artifact too, of which a whole look knows all. */
  readonly hasAliases?: boolean;
  readonly signal: AbortSignal;
  /** Hears what the walk learns, as it does. */
  readonly onFacts?: (facts: readonly Fact[]) => void;
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
  { isWhole, hasAliases = false, signal, onFacts = () => {} }: SurveyOptions,
): Promise<Survey> {
  const tag = reference.digest === undefined ? reference.tag : undefined;
  const collector = collectFacts();
  await learn({ session, signal }, reference, (facts) => {
    collector.add(facts);
    onFacts(facts);
  });
  return await surveyFrom(collector.state(), reference, { session, tag, isWhole, hasAliases, signal });
}

/**
 * The same of several artifacts of one repository together, and of the whole repository around them. Those that are not
 * there are left out.
 *
 * @throws RegistryError `not-found` when none of them is there, and when one cannot be read for another reason
 */
export async function makeSurveyOfMany(
  drafting: Drafting,
  at: Repository,
  digests: readonly Digest[],
): Promise<Survey> {
  const walks = await mapConcurrent(digests, limits.walksAtOncePerSession, async (digest) => {
    const facts: Fact[] = [];
    try {
      await learn(drafting, { ...at, digest }, (batch) => facts.push(...batch));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
    return facts;
  });
  // In the order of the request, not in that of the answers: the same repository gives the same plan.
  const collector = collectFacts();
  for (const facts of walks) if (facts !== undefined) collector.add(facts);
  const roots = digests.filter((_, place) => walks[place] !== undefined);
  if (roots.length === 0)
    throw new RegistryError('not-found', at.registry, 'None of these artifacts is in the repository.');
  return await surveyFrom(collector.state(), at, { ...drafting, tag: undefined, isWhole: true, roots });
}

type From = Drafting & {
  readonly tag: string | undefined;
  readonly isWhole: boolean;
  readonly hasAliases?: boolean;
  readonly roots?: readonly Digest[];
};

async function surveyFrom(
  state: GraphState,
  { registry, repository }: Repository,
  { session, tag, isWhole, hasAliases, roots, signal }: From,
): Promise<Survey> {
  const at = { registry, repository };
  const home = placeOf(session, at);
  const graph = toGraph(state);
  if (graph === undefined) throw new RegistryError('cancelled', at.registry, 'The walk was stopped.');
  const reader = createRepositoryReader(home.client, home.repository, signal);
  const manifests = await readManifests(graph.nodes, readersOf(session, reader, signal));
  const around = scanFor(graph, manifests, roots);
  const aliasesOf = hasAliases === true ? graph.root : undefined;
  const scan = await (isWhole ? scanRepository : scanDigestTags)(reader, around, { tag, aliasesOf });
  const about = roots === undefined ? {} : { roots };
  return surveyOfGraph({ at, tag, graph, limits: state.limits, manifests, scan, ...about });
}

async function learn(
  { session, signal }: Drafting,
  reference: Reference,
  add: (facts: readonly Fact[]) => void,
): Promise<void> {
  const at = { registry: reference.registry, repository: reference.repository };
  const options = {
    primary: placeOf(session, at),
    others: externalPlaces(session, at),
    reference,
    depth: limits.walkDepthMax,
    isDownward: true,
    isFresh: true,
    signal,
    limits: { ...limits, documentsMax: 0 },
  } as const;
  const batches = inWalkTurn(session, signal, (enterLarge) => walk({ ...options, enterLarge }));
  for await (const batch of batches) add(batch);
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
