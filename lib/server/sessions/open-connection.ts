import { LRUCache } from 'lru-cache';
import type { CredentialSource } from '#lib/registry/auth/credential';
import type { ManifestStore } from '#lib/registry/cache/manifest-cache';
import { createManifestStore } from '#lib/registry/cache/manifest-cache';
import type { RegistryConnection } from '#lib/registry/client/create-registry-client';
import { createRegistryConnection } from '#lib/registry/client/create-registry-client';
import type { Fetch } from '#lib/registry/fetch';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { RegistrySemaphores } from '#lib/registry/transport/concurrency';
import { createRegistrySemaphores } from '#lib/registry/transport/concurrency';
import type { Rights } from '#lib/roles/rights';
import { countedScan } from '#lib/server/platform/egress/counted-scan';
import { limits } from '#lib/server/platform/limits';
import { getMetrics } from '#lib/server/platform/metrics';
import { withinRights } from './rights/within-rights.ts';
import type { Session } from './session.ts';
import type { AllowsTokenServer } from './session-credentials.ts';
import { labelOf, transportOf } from './transport-of.ts';

// Bytes may be everybody's: each connection lets its own session see only what the registry has shown it.
const manifests = counted(createManifestStore(limits.manifestStoreMaxBytes));
// All sessions share the queues of a registry.
const queues = new LRUCache<string, RegistrySemaphores>({ max: limits.registryQueuesMax });

/** What a session is held to: uploads of its own, its rights where a team is served, and its pace where it is a scan. */
export type ConnectionBounds = {
  readonly owner?: string;
  readonly rights?: Rights | undefined;
  readonly pace?: Session['pace'];
};

/**
 * A connection to a registry by these credentials, over the transport that its name calls for, and no further than the
 * bounds allow.
 */
export function openConnection(
  registry: string,
  credentials: CredentialSource,
  allowsTokenServer: AllowsTokenServer,
  bounds: ConnectionBounds = {},
): RegistryConnection {
  const { isOwn, fetch, ...transport } = transportOf(registry, bounds.owner ?? '');
  return createRegistryConnection({
    ...transport,
    // Of what is served here, only uploads open in a team, and those to their owner.
    fetch: isOwn ? fetch : withinBounds(fetch, registry, bounds),
    // No credential leaves for what this process serves itself.
    ...(isOwn ? { credentials: async () => undefined } : { credentials, allowsTokenServer }),
    registry,
    limits,
    manifests,
    queues: queuesOf(registry),
  });
}

// An upload belongs to whoever knows its id.
function withinBounds(fetch: Fetch, registry: string, { rights, pace }: ConnectionBounds): Fetch {
  const allowed = rights === undefined ? fetch : withinRights(fetch, registry, rights);
  return pace === undefined ? allowed : pace(registry, countedScan(allowed, labelOf(registry)));
}

/** A client of a connection that is not cached, for credentials and consents that are only being tried. */
export function createClient(
  registry: string,
  credentials: CredentialSource,
  allowsTokenServer: AllowsTokenServer = () => false,
): RegistryClient {
  return openConnection(registry, credentials, allowsTokenServer).client();
}

/** The same store; what it gives is counted, and what had to be read because it was not there. */
function counted(store: ManifestStore): ManifestStore {
  return {
    ...store,
    get: (origin, digest, mediaType) => {
      const found = store.get(origin, digest, mediaType);
      if (found !== undefined) getMetrics().countCacheRead('manifests', true);
      return found;
    },
    set: (origin, manifest) => {
      if (!store.has(origin, manifest.digest)) getMetrics().countCacheRead('manifests', false);
      store.set(origin, manifest);
    },
  };
}

function queuesOf(registry: string): RegistrySemaphores {
  const known = queues.get(registry) ?? createRegistrySemaphores(limits);
  queues.set(registry, known);
  return known;
}
