import { LRUCache } from 'lru-cache';
import type { Credential } from '#lib/registry/auth/credential';

/** Where one session keeps what was said in the sign-in dialog: in memory, never on disk, never sent back. */
export type CredentialStore = {
  readonly get: (registry: string) => Credential | undefined;
  readonly set: (registry: string, credential: Credential) => void;
  /** Lets the token server at an origin have the credentials for a registry. */
  readonly allowTokenServer: (registry: string, origin: string) => void;
  /** The origins of token servers that may have the credentials for a registry. */
  readonly tokenServers: (registry: string) => readonly string[];
  /** Forgets the credential of a registry and who may have it. */
  readonly delete: (registry: string) => void;
  /** The registries that have a credential here, in the order they were added. */
  readonly registries: () => readonly string[];
  /** A store of its own with the same content. */
  readonly copy: () => CredentialStore;
};

const registriesPerSession = 100;
const tokenServersPerRegistry = 10;

/** A store in memory; it forgets the oldest registry when a session signs in to more than a hundred. */
export function createCredentialStore(
  given: readonly (readonly [string, Credential])[] = [],
  allowed: readonly (readonly [string, readonly string[]])[] = [],
): CredentialStore {
  const credentials = new Map(given);
  const tokenServers = new LRUCache<string, readonly string[]>({ max: registriesPerSession });
  for (const [registry, origins] of allowed) tokenServers.set(registry, origins);
  return {
    get: (registry) => credentials.get(registry),
    set: (registry, credential) => {
      credentials.delete(registry);
      credentials.set(registry, credential);
      const oldest = credentials.keys().next();
      if (credentials.size > registriesPerSession && !oldest.done) credentials.delete(oldest.value);
    },
    allowTokenServer: (registry, origin) => {
      const others = (tokenServers.get(registry) ?? []).filter((other) => other !== origin);
      tokenServers.set(registry, [...others, origin].slice(-tokenServersPerRegistry));
    },
    tokenServers: (registry) => tokenServers.get(registry) ?? [],
    delete: (registry) => {
      credentials.delete(registry);
      tokenServers.delete(registry);
    },
    registries: () => [...credentials.keys()],
    copy: () => createCredentialStore([...credentials], [...tokenServers.entries()].reverse()),
  };
}
