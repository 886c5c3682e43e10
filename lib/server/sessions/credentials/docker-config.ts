import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Credential, CredentialSource } from '#lib/registry/auth/credential';
import { Secret } from '#lib/registry/auth/credential';
import { RegistryError } from '#lib/registry/registry-error';
import type { AskHelper } from './credential-helper.ts';
import { askCredentialHelper } from './credential-helper.ts';

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
async function readDockerConfig(path: string, registry: string): Promise<DockerConfig | undefined> {
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

/** An entry of `auths`: the key as it stands in the file, which helpers want to hear, and what the file itself holds. */
type DockerConfigEntry = { readonly key: string; readonly credential: Credential | undefined };

/** A Docker config by registry, `host[:port]` as in references. */
type DockerConfig = {
  readonly entries: ReadonlyMap<string, DockerConfigEntry>;
  /** Suffixes of the helpers named for one registry. */
  readonly helpers: ReadonlyMap<string, string>;
  /** Suffix of the helper for all others. */
  readonly store: string | undefined;
};

const dockerHubNames = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/**
 * Parses `config.json` as docker, podman and oras write it. Entries that make no sense are left out: one of them must
 * not take away all the others.
 *
 * @throws TypeError when the text is no JSON object; OciError when it is no JSON
 */
export function parseDockerConfig(text: string): DockerConfig {
  const document = parseJson(text);
  if (!isJsonObject(document)) throw new TypeError('The Docker config is not a JSON object.');
  const entries = new Map<string, DockerConfigEntry>();
  for (const [key, value] of objectEntries(document.auths)) {
    const registry = normalizeKey(key);
    const entry = { key, credential: isJsonObject(value) ? readEntry(value) : undefined };
    // Of several spellings the one that holds something counts.
    if (entries.get(registry)?.credential === undefined) entries.set(registry, entry);
  }
  const helpers = new Map<string, string>();
  for (const [key, suffix] of objectEntries(document.credHelpers)) {
    if (typeof suffix === 'string' && suffix !== '') helpers.set(normalizeKey(key), suffix);
  }
  const { credsStore } = document;
  return {
    entries,
    helpers,
    store: typeof credsStore === 'string' && credsStore !== '' ? credsStore : undefined,
  };
}

/** `ghcr.io` of `https://ghcr.io/v2/`; all of Docker Hub's names are `docker.io`. */
export function normalizeKey(key: string): string {
  const host = key
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/(?:v[12]\/?)?$/, '');
  return dockerHubNames.has(host) ? 'docker.io' : host;
}

function objectEntries(value: unknown): readonly [string, unknown][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function readEntry(entry: Readonly<Record<string, unknown>>): Credential | undefined {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const registryToken = text(entry.registrytoken);
  if (registryToken !== undefined) return { kind: 'registry-token', token: new Secret(registryToken) };
  const identityToken = text(entry.identitytoken);
  if (identityToken !== undefined) return { kind: 'identity-token', token: new Secret(identityToken) };
  const [username, password] = splitAuth(text(entry.auth)) ?? [text(entry.username), text(entry.password)];
  if (username === undefined || password === undefined) return undefined;
  return { kind: 'basic', username, password: new Secret(password) };
}

// base64 of `user:password`; old clients padded it with zero bytes, and passwords may hold colons.
function splitAuth(auth: string | undefined): [string, string] | undefined {
  if (auth === undefined) return undefined;
  const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = decoded.indexOf(':');
  return colon <= 0 ? undefined : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}
