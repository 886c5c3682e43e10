import type { Registries } from '#lib/api/contract/registry-contract';
import { layoutPlace } from '#lib/oci/layout-reference';

type KnownRegistry = Registries['registries'][number];

/** A registry of the first page, and how this session stands with it. */
export type ListedRegistry = {
  readonly host: string;
  readonly state: string;
  /** `used`: only this browser knows it. */
  readonly origin: KnownRegistry['origin'] | 'used';
};

const origins = {
  embedded: 'built into Orrery',
  configured: 'configured, not signed in',
  'signed-in': 'signed in',
  'docker-config': 'signed in through your Docker config',
} as const satisfies Record<KnownRegistry['origin'], string>;

/** The registries that were used last come first, then the others that the server knows; each once. */
export function listedRegistries(
  known: readonly KnownRegistry[],
  used: readonly string[],
): readonly ListedRegistry[] {
  const byHost = new Map(known.map((registry) => [registry.host, registry]));
  const hosts = new Set([...used, ...byHost.keys()]);
  return [...hosts].map((host) => {
    const registry = byHost.get(host);
    if (registry === undefined) {
      return { host, origin: 'used', state: layoutPlace(host) === undefined ? 'not signed in' : 'layouts' };
    }
    const { origin, user } = registry;
    return { host, origin, state: user === undefined ? origins[origin] : `${origins[origin]} as ${user}` };
  });
}
