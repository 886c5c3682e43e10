import type { RegistryClient } from '#lib/registry/registry-client';
import type { DiscoveryCache } from './discovery-cache.ts';

/** A repository of a registry, as one session reaches it. */
export type RepositoryHandle = {
  readonly client: RegistryClient;
  /** Name within the registry. */
  readonly repository: string;
  readonly cache: DiscoveryCache;
};

/** `host/name`. */
export function formatHandle({ client, repository }: RepositoryHandle): string {
  return `${client.registry}/${repository}`;
}
