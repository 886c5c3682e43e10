import { join } from 'node:path';
import type { CredentialSource } from '#lib/registry/auth/credential';
import { createDockerConfigSource, readDockerConfig } from './docker-config.ts';

/** The `auth.json` that podman, skopeo and buildah would read (containers-auth.json(5)); undefined where there is no place for one. */
export function containersAuthPath(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { REGISTRY_AUTH_FILE: named, XDG_RUNTIME_DIR: runtime } = environment;
  if (named !== undefined && named !== '') return named;
  return runtime === undefined || runtime === '' ? undefined : join(runtime, 'containers', 'auth.json');
}

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
