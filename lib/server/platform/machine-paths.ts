import { join } from 'node:path';
import type { Environment } from './read-variables.ts';

/** Where other clients on this machine keep credentials. */
export type CredentialFiles = {
  /** The config file of docker and its kin. */
  readonly docker: string;
  /** The `auth.json` of podman, skopeo and buildah; undefined where there is no place for one. */
  readonly containers: string | undefined;
};

/**
 * The files that the clients themselves read: `$DOCKER_CONFIG/config.json`, else the one in the home folder, and
 * `$REGISTRY_AUTH_FILE`, else the one in the runtime folder (containers-auth.json(5)).
 */
export function findCredentialFiles(home: string, environment: Environment): CredentialFiles {
  const { DOCKER_CONFIG: folder = '', REGISTRY_AUTH_FILE: named = '' } = environment;
  const runtime = environment.XDG_RUNTIME_DIR ?? '';
  const fallback = runtime === '' ? undefined : join(runtime, 'containers', 'auth.json');
  return {
    docker: join(folder === '' ? join(home, '.docker') : folder, 'config.json'),
    containers: named === '' ? fallback : named,
  };
}
