import { join, posix, win32 } from 'node:path';
import type { Environment } from './read-variables.ts';

/** Where this user's programs keep their data, and in it a folder of ours. */
export function defaultDataFolder(platform: NodeJS.Platform, home: string, environment: Environment): string {
  if (platform === 'win32') {
    return win32.join(environment.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), 'orrery');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'orrery');
  // https://specifications.freedesktop.org/basedir-spec/latest/#variables: a relative path is to be ignored.
  const shared = environment.XDG_DATA_HOME;
  return posix.join(shared?.startsWith('/') ? shared : posix.join(home, '.local', 'share'), 'orrery');
}

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
