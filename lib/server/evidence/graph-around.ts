import type { ListMemory } from '#lib/discovery/repository-handle';
import { walk } from '#lib/discovery/walk/walk';
import { collectFacts } from '#lib/graph/collect-facts';
import type { GraphState } from '#lib/graph/graph-state';
import type { EdgeSource } from '#lib/graph/model';
import type { Reference } from '#lib/oci/reference';
import type { TagListing } from '#lib/repository/tag-list';
import { decompress } from '#lib/server/documents/decompress';
import { toReadingPlace } from '#lib/server/documents/reading-place';
import { limits } from '#lib/server/platform/limits';
import { externalPlaces, placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { inRowTurn, inWalkTurn } from '#lib/server/sessions/walk-queue';

/** What is asked for, and by whom. */
export type EvidenceRequest = {
  readonly session: Session;
  readonly reference: Reference;
  /** Asks for everything, also for what was asked a moment ago. */
  readonly isFresh: boolean;
  /** One of many: it waits among such, and the tag list, which serves all of them, answers for the tags made from digests. */
  readonly isRow?: boolean;
  /** Of a row: asks for these tags by name nevertheless, whatever the list says. */
  readonly asksByName?: boolean | 'root';
  /** The tag list, where it was read for many rows. */
  readonly tagList?: TagListing;
  /** One more look for the same question: what the one before has learned serves again. */
  readonly isAgain?: boolean;
  /** What looks for this question have learned of lists and tags; left out: what the session has learned lately. */
  readonly lists?: ListMemory;
  readonly signal: AbortSignal;
};

/** How far is looked around an artifact: see `WalkOptions`. */
export type Look = {
  readonly depth: number;
  readonly isDownward?: true;
  readonly mayBeMissing?: true;
  readonly sources?: ReadonlySet<EdgeSource>;
};

/**
 * The graph that one walk around an artifact finds, whole.
 *
 * @throws RegistryError or OciError when the artifact itself cannot be read
 */
export async function graphAround(request: EvidenceRequest, look: Look): Promise<GraphState> {
  const { session, lists, ...asked } = request;
  const { reference } = asked;
  const options = {
    ...{ ...asked, ...look, limits, decompress },
    primary: toReadingPlace(placeOf(session, reference, lists)),
    others: externalPlaces(session, reference).map(toReadingPlace),
  } as const;
  const collector = collectFacts();
  const inTurn = asked.isRow === true ? inRowTurn : inWalkTurn;
  for await (const facts of inTurn(session, asked.signal, (enterLarge) => walk({ ...options, enterLarge })))
    collector.add(facts);
  return collector.state();
}
