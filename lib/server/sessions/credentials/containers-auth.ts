import type { CredentialSource } from '#lib/registry/auth/credential';
import { createDockerConfigSource, readDockerConfig } from './docker-config.ts';

/**
 * Credentials as podman keeps them: the format of Docker's config, but a key may go on with a namespace or a repository
 * (`quay.io/org/app`), and the longest that fits counts.
 */
export function createContainersAuthSource(path: string): CredentialSource {
  const whole = createDockerConfigSource({ path });
  return async (registry, repository = '') => {
    const entries = (await readDockerConfig(path, registry))?.entries;
    const isDivided = [...(entries?.keys() ?? [])].some((key) => key.startsWith(`${registry}/`));
    if (!isDivided) return await whole(registry);
    for (const key of namespacesOf(registry, repository)) {
      const credential = entries?.get(key)?.credential;
      if (credential !== undefined) return { ...credential, perRepository: true };
    }
    const credential = await whole(registry);
    return credential === undefined ? undefined : { ...credential, perRepository: true };
  };
}

/** `quay.io/org/app`, then `quay.io/org`. */
function namespacesOf(registry: string, repository: string): readonly string[] {
  const parts = repository.split('/').filter((part) => part !== '');
  return parts.map((_, at) => [registry, ...parts.slice(0, parts.length - at)].join('/'));
}
