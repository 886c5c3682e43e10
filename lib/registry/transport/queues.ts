import type { RegistryLimits } from '#lib/registry/registry-limits';
import type { FairQueue } from '#lib/registry/transport/fair-queue';
import { createFairQueue } from '#lib/registry/transport/fair-queue';

/** The queues before one registry, shared by all sessions: a download never takes the place of a small request. */
export type RegistryQueues = { readonly requests: FairQueue; readonly downloads: FairQueue };

/** The queues of one registry, empty. */
export function createRegistryQueues(
  limits: Pick<RegistryLimits, 'requestsAtOnce' | 'downloadsAtOnce' | 'downloadsAtOncePerSession'>,
): RegistryQueues {
  const { requestsAtOnce, downloadsAtOnce, downloadsAtOncePerSession } = limits;
  return {
    requests: createFairQueue({ atOnce: requestsAtOnce, atOncePerSession: requestsAtOnce }),
    downloads: createFairQueue({ atOnce: downloadsAtOnce, atOncePerSession: downloadsAtOncePerSession }),
  };
}
