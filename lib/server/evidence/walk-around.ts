import { limits } from '#lib/server/platform/limits';
import type { EvidenceRequest } from './graph-around.ts';
import { graphAround } from './graph-around.ts';
import type { Surroundings } from './surroundings.ts';
import { surroundingsOf } from './surroundings.ts';

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

async function walkSteps(request: EvidenceRequest, depth: number): Promise<Surroundings> {
  const around = surroundingsOf(await graphAround(request, { depth, isDownward: true }));
  if (around === undefined) throw new Error('A walk has ended without its root.');
  return around;
}
