import { readFile } from 'node:fs/promises';
import type { CredentialSource } from '#lib/registry/auth/credential';
import { RegistryError } from '#lib/registry/registry-error';
import type { AskHelper } from './credential-helper.ts';
import { askCredentialHelper } from './credential-helper.ts';
import type { DockerConfig } from './parse-docker-config.ts';
import { normalizeKey, parseDockerConfig } from './parse-docker-config.ts';

/** Where the config is, and how credential helpers are called. */
export type DockerConfigOptions = { readonly path: string; readonly askHelper?: AskHelper };

const dockerHubKey = 'https://index.docker.io/v1/';

/**
 * Credentials as every client on this machine has them: a helper named for the registry, else the common store, else
 * the entry in the file. The file is read anew each time, so that a `docker login` in another terminal counts at once.
 */
export function createDockerConfigSource(options: DockerConfigOptions): CredentialSource {
  const { path, askHelper = askCredentialHelper } = options;
  return async (registry) => {
    const config = await readDockerConfig(path, registry);
    if (config === undefined) return undefined;
    const suffix = config.helpers.get(registry) ?? config.store;
    const stored = config.entries.get(registry);
    if (suffix === undefined) return stored?.credential;
    const serverUrl = config.helpers.has(registry)
      ? helperKey(registry)
      : (stored?.key ?? helperKey(registry));
    return (await askHelper(suffix, serverUrl, registry)) ?? stored?.credential;
  };
}

/** The registries that the file names, for the list of those a person may want to open; empty without a file. */
export async function listDockerConfigRegistries(path: string): Promise<readonly string[]> {
  const config = await readDockerConfig(path, 'docker.io');
  return config === undefined
    ? []
    : [...new Set([...config.entries.keys(), ...config.helpers.keys()])].sort();
}

/**
 * Reads the config file for the sake of a registry; undefined when there is no file.
 *
 * @throws RegistryError `unauthorized` when the file cannot be read; it quotes nothing of it
 */
export async function readDockerConfig(path: string, registry: string): Promise<DockerConfig | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw unreadable(registry, error);
  }
  try {
    return parseDockerConfig(text);
  } catch {
    // The parser's own error may quote the file, and with it a password.
    throw unreadable(registry, undefined);
  }
}

function unreadable(registry: string, cause: unknown): RegistryError {
  const message = `The Docker config file cannot be read, so there are no credentials for ${registry}.`;
  return new RegistryError('unauthorized', registry, message, { cause });
}

function helperKey(registry: string): string {
  return registry === normalizeKey(dockerHubKey) ? dockerHubKey : registry;
}
