import { walk } from '#lib/discovery/walk/walk';
import { collectFacts } from '#lib/graph/collect-facts';
import type { Reference } from '#lib/oci/reference';
import { decompress } from '#lib/server/documents/decompress';
import { limits } from '#lib/server/platform/limits';
import { externalPlaces, placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { inWalkTurn } from '#lib/server/sessions/walk-queue';
import type { Surroundings } from './surroundings.ts';
import { surroundingsOf } from './surroundings.ts';

/** What is asked for, and by whom. */
export type EvidenceRequest = {
  readonly session: Session;
  readonly reference: Reference;
  /** Asks for everything, also for what was asked a moment ago. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
};

/**
 * What hangs on an artifact and on its platforms. A walk of one step also asks about the platforms of an index; a large
 * index takes a second step.
 *
 * @throws RegistryError or OciError when the artifact itself cannot be read
 */
export async function walkAround(request: EvidenceRequest): Promise<Surroundings> {
  const near = await walkSteps(request, 1);
  return near.platforms.size > limits.platformsAskedMax ? await walkSteps(request, 2) : near;
}

async function walkSteps(
  { session, reference, isFresh, signal }: EvidenceRequest,
  depth: number,
): Promise<Surroundings> {
  const options = {
    primary: placeOf(session, reference),
    others: externalPlaces(session, reference),
    reference,
    depth,
    isFresh,
    isDownward: true,
    signal,
    limits,
    decompress,
  } as const;
  const collector = collectFacts();
  const batches = inWalkTurn(session, signal, (enterLarge) => walk({ ...options, enterLarge }));
  for await (const facts of batches) collector.add(facts);
  const around = surroundingsOf(collector.state());
  if (around === undefined) throw new Error('A walk has ended without its root.');
  return around;
}
