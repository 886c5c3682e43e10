import type { DiscoveryMemory } from '#lib/discovery/memory';
import type { RegistryClient } from '#lib/registry/registry-client';

/** A repository of a registry, as one session reaches it. */
export type Place = {
  readonly client: RegistryClient;
  /** Name within the registry. */
  readonly repository: string;
  readonly memory: DiscoveryMemory;
};

/** `host/name`. */
export function placeName({ client, repository }: Place): string {
  return `${client.registry}/${repository}`;
}
