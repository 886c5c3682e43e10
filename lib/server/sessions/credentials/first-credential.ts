import type { CredentialSource } from '#lib/registry/auth/credential';

/** Asks one source after the other: what a person typed in this session comes before what the machine keeps. */
export function firstCredential(...sources: readonly CredentialSource[]): CredentialSource {
  return async (registry, repository) => {
    for (const source of sources) {
      const credential = await source(registry, repository);
      if (credential !== undefined) return credential;
    }
    return undefined;
  };
}
