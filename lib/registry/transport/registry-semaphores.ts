import type { FairSemaphore } from '#lib/async/fair-semaphore';
import { createFairSemaphore } from '#lib/async/fair-semaphore';
import type { RegistryLimits } from '#lib/registry/limits';

/** The queues before one registry, shared by all sessions: a download never takes the place of a small request. */
export type RegistrySemaphores = { readonly requests: FairSemaphore; readonly downloads: FairSemaphore };

/** The queues of one registry, empty. */
export function createRegistrySemaphores(
  limits: Pick<RegistryLimits, 'requestsAtOnce' | 'downloadsAtOnce' | 'downloadsAtOncePerSession'>,
): RegistrySemaphores {
  const { requestsAtOnce, downloadsAtOnce, downloadsAtOncePerSession } = limits;
  return {
    requests: createFairSemaphore({ permits: requestsAtOnce, permitsPerOwner: requestsAtOnce }),
    downloads: createFairSemaphore({ permits: downloadsAtOnce, permitsPerOwner: downloadsAtOncePerSession }),
  };
}
