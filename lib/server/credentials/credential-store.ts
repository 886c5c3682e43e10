import type { Credential } from '#lib/registry/auth/credential';

/** Where one session keeps what was typed into the sign-in dialog: in memory, never on disk, never sent back. */
export type CredentialStore = {
  readonly get: (registry: string) => Credential | undefined;
  readonly set: (registry: string, credential: Credential) => void;
  readonly delete: (registry: string) => boolean;
  /** The registries that have a credential here, in the order they were added. */
  readonly registries: () => readonly string[];
};

const registriesPerSession = 100;

/** An empty store in memory; it forgets the oldest registry when a session signs in to more than a hundred. */
export function createCredentialStore(): CredentialStore {
  const credentials = new Map<string, Credential>();
  return {
    get: (registry) => credentials.get(registry),
    set: (registry, credential) => {
      credentials.delete(registry);
      credentials.set(registry, credential);
      const oldest = credentials.keys().next();
      if (credentials.size > registriesPerSession && !oldest.done) credentials.delete(oldest.value);
    },
    delete: (registry) => credentials.delete(registry),
    registries: () => [...credentials.keys()],
  };
}
